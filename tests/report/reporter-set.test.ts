import { expect, test } from 'vitest';
import { ReporterSet } from '../../runner/report/reporter-set.ts';

test('ReporterSet: refuses an unknown format, and names the known ones', async () => {
  await expect(ReporterSet.open(['xml'])).rejects.toThrow(
    '--reporter xml: there is no such format. Known: console, junit, json, tap, github.',
  );
});
