import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { openSession as open } from '../../support/sessions/opened-session.ts';

test('SessionHome: a step changes only copies of files and links; a new text restores them', async () => {
  const { run, session, folder } = open(
    [
      fence(
        '$ echo more >> shared.txt; cat shared.txt\nfrom the guide\nmore\n$ rm -rf sub/*; ls sub\n$ ' +
          './run.sh\nran',
        'id=change',
      ),
      fence(
        '$ rm -rf shared.txt sub; ln -s "$ORIGINAL/samples/a.txt" shared.txt; ln -s "$ORIGINAL/samples" sub',
        'id=link',
      ),
      fence('$ cat shared.txt sub/a.txt\nfrom the guide\nfrom the guide', 'id=again'),
    ].join('\n\n'),
  );
  const files = join(folder, 'guide.files');
  symlinkSync('samples/a.txt', join(files, 'shared.txt'));
  symlinkSync('samples', join(files, 'sub'));
  writeFileSync(join(files, 'run.sh'), '#!/bin/sh\necho ran\n', { mode: 0o755 });
  session.replaceGuide(session.guide);
  expect(await run('change')).toMatchObject({ verdict: 'passed' });
  await session.type(`export ORIGINAL=${files}`, new AbortController().signal);
  expect(await run('link')).toMatchObject({ verdict: 'passed' });
  expect(readFileSync(join(files, 'samples', 'a.txt'), 'utf8')).toBe('from the guide\n');
  expect(readdirSync(join(files, 'sub'))).toEqual(['a.txt']);
  session.replaceGuide(session.guide);
  expect(await run('again')).toMatchObject({ verdict: 'passed' });
});

test('SessionHome: refuses files that it cannot copy, and names them', () => {
  const { session, folder } = open(fence('$ true', 'id=a'));
  symlinkSync('/etc/hostname', join(folder, 'guide.files', 'name'));
  expect(() => session.replaceGuide(session.guide)).toThrow(
    'guide.files/name is a link to /etc/hostname, outside',
  );
});

test('SessionHome: close removes the private folder', async () => {
  const { session, run } = open(fence('$ pwd', 'id=a match=none'));
  const { commands } = await run('a');
  const work = commands[0]?.output.trim() ?? '';
  expect(work).toContain('guiderail-session-');
  await session.close();
  expect(() => readdirSync(work)).toThrow('ENOENT');
});

test('SessionHome: TMPDIR may be relative to the runner’s folder', async () => {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = relative(process.cwd(), temporaryFolder());
  const { run } = open(fence('$ cd /; cat "$OLDPWD/samples/a.txt"\nfrom the guide\n$ pwd\n/', 'id=a'));
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  expect((await run('a')).verdict).toBe('passed');
});
