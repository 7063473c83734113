import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { guideEntries } from '../../../src/guide/page/guide-files.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';

/** A folder `guide.files` with a script and a folder with a manifest. */
function guideFolder(): string {
  const folder = join(temporaryFolder(), 'guide.files');
  mkdirSync(join(folder, 'sub'), { recursive: true, mode: 0o755 });
  writeFileSync(join(folder, 'run.sh'), 'true\n', { mode: 0o755 });
  writeFileSync(join(folder, 'sub', 'a.yaml'), 'a: 1\n', { mode: 0o600 });
  return folder;
}

const own = (folder: string) => [
  { path: 'run.sh', source: join(folder, 'run.sh'), isFolder: false, mode: 0o755 },
  { path: 'sub', source: join(folder, 'sub'), isFolder: true, mode: 0o755 },
  { path: 'sub/a.yaml', source: join(folder, 'sub/a.yaml'), isFolder: false, mode: 0o600 },
];

test('guideEntries: lists files and folders with their permissions, and nothing without the folder', () => {
  const folder = guideFolder();
  expect(guideEntries(folder)).toEqual({ entries: own(folder), problems: [] });
  expect(guideEntries(join(folder, 'none'))).toEqual({ entries: [], problems: [] });
});

test('guideEntries: lists a link inside the folder as its target', () => {
  const folder = guideFolder();
  symlinkSync('sub/a.yaml', join(folder, 'x.yaml'));
  symlinkSync('sub', join(folder, 'y'));
  symlinkSync(join(folder, 'x.yaml'), join(folder, 'z.yaml'));
  expect(guideEntries(folder)).toEqual({
    entries: [
      ...own(folder),
      { path: 'x.yaml', source: join(folder, 'sub/a.yaml'), isFolder: false, mode: 0o600 },
      { path: 'y', source: join(folder, 'sub'), isFolder: true, mode: 0o755 },
      { path: 'y/a.yaml', source: join(folder, 'sub/a.yaml'), isFolder: false, mode: 0o600 },
      { path: 'z.yaml', source: join(folder, 'sub/a.yaml'), isFolder: false, mode: 0o600 },
    ],
    problems: [],
  });
  const linked = join(folder, '..', 'other.files');
  symlinkSync('guide.files', linked);
  expect(guideEntries(linked)).toEqual(guideEntries(folder));
});

test('guideEntries: reports links that lead outside, nowhere or in a circle, and special files', () => {
  const folder = guideFolder();
  mkdirSync(join(folder, '..', 'guide.files-not'));
  symlinkSync('/etc/hostname', join(folder, 'absolute'));
  symlinkSync('../guide.files-not', join(folder, 'beside'));
  symlinkSync('none.yaml', join(folder, 'dangling'));
  symlinkSync('..', join(folder, 'sub', 'parent'));
  symlinkSync('../self', join(folder, 'sub', 'outside'));
  symlinkSync('self', join(folder, 'self'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const { entries, problems } = guideEntries(folder);
  expect(entries).toEqual(own(folder));
  expect(problems).toEqual([
    "guide.files/absolute is a link to /etc/hostname, outside the guide's files. Replace the link by a " +
      'copy of its target.',
    "guide.files/beside is a link to ../guide.files-not, outside the guide's files. Replace the link " +
      'by a copy of its target.',
    'guide.files/dangling is a link to none.yaml, which does not exist. Correct or remove the link.',
    'guide.files/pipe is neither a file nor a folder. Remove it.',
    'guide.files/self is a link to self, which does not exist. Correct or remove the link.',
    'guide.files/sub/outside is a link to ../self, which does not exist. Correct or remove the link.',
    'guide.files/sub/parent is a link to a folder that contains it. Remove it.',
  ]);
});

test('guideEntries: reports a name that is not UTF-8', () => {
  const folder = guideFolder();
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/sub/`), Buffer.from([0x61, 0xff])]), '');
  expect(guideEntries(folder)).toEqual({
    entries: own(folder),
    problems: ['guide.files/sub/a\uFFFD has a name with bytes that are not UTF-8. Rename it.'],
  });
});

test('guideEntries: names links to each other whose copies would have no end', () => {
  const folder = guideFolder();
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  for (const name of names) mkdirSync(join(folder, name));
  for (const name of names)
    for (const other of names)
      if (other !== name) symlinkSync(`../${other}`, join(folder, name, `to-${other}`));
  const { problems } = guideEntries(folder);
  expect(problems.at(-1)).toBe(
    "guide.files has more than 10000 files. Keep only what the guide's commands name.",
  );
});

test('guideEntries: reports a file that has the name of the folder', () => {
  const file = join(temporaryFolder(), 'guide.files');
  writeFileSync(file, '');
  expect(guideEntries(file)).toEqual({
    entries: [],
    problems: ["guide.files is not a folder. Rename it: this name is for the folder of the guide's files."],
  });
});
