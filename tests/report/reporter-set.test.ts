import { expect, test } from 'vitest';
import { ReporterSet } from '../../runner/report/reporter-set.ts';
import { acceptedFormats } from '../../runner/report/reporters.ts';

test('ReporterSet: refuses an unknown format, and names the known ones', async () => {
  await expect(ReporterSet.open(['xml'])).rejects.toThrow(
    `--reporter xml: there is no such format. Known: ${acceptedFormats()}.`,
  );
});

test('acceptedFormats: names every format, with the place of those that take a file', () => {
  expect(acceptedFormats('[=FILE]')).toMatch(/^console, junit\[=FILE\], json\[=FILE\], tap\[=FILE\]/);
});
