import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/guide/report.ts';
import { emptyCluster, kubeconfig } from '../support/clusters/empty-cluster.ts';
import { guideFile } from '../support/guides/guide-file.ts';
import { fence } from '../support/guides/guide-text.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { guiderail } from '../support/programs/guiderail.ts';
import { runInBash } from '../support/programs/guiderail-in-bash.ts';

/** A guide that makes the file `ran` in `folder` when it is run. */
async function prepared(name?: string) {
  const folder = temporaryFolder();
  const { file } = guideFile(
    [fence(`$ touch ${folder}/ran; echo a\na`, 'id=a')],
    name === undefined ? {} : { name },
  );
  return { folder, guide: file, config: kubeconfig(await emptyCluster()) };
}

type Prepared = Awaited<ReturnType<typeof prepared>>;

test.each<[string, (about: Prepared) => string[], (about: Prepared) => string]>([
  [
    'a folder',
    ({ folder }) => [`json=${folder}`],
    ({ folder }) => `--reporter json=${folder}: ${folder} is a folder. Name a file.`,
  ],
  [
    'a file as folder',
    ({ guide }) => [`tap=${guide}/out`],
    ({ guide }) => `--reporter tap=${guide}/out: there is no folder ${guide}.`,
  ],
  [
    'a folder that takes no file',
    () => ['json=/proc/out.json'],
    () => '--reporter json=/proc/out.json: /proc/out.json cannot be written: ',
  ],
  [
    'the guide',
    ({ guide }) => [`json=${guide}`],
    ({ guide }) => `--reporter json=${guide}: ${guide} is read by this call.`,
  ],
  [
    'one file twice, by another name',
    ({ folder }) => {
      symlinkSync('.', join(folder, 'link'));
      return [`json=${folder}/out`, `junit=${folder}/link/out`];
    },
    ({ folder }) =>
      `--reporter junit=${folder}/link/out: --reporter json=${folder}/out writes the same file.`,
  ],
  [
    'standard output twice',
    () => ['json', 'junit'],
    () => '--reporter json and --reporter junit would be mixed on standard output.',
  ],
])('test: refuses a report to %s before the first step', async (_, reporters, sentence) => {
  const about = await prepared();
  const args = reporters(about).flatMap((reporter) => ['--reporter', reporter]);
  const before = readdirSync(about.folder);
  const { status, stdout, stderr } = await guiderail([
    'test',
    about.guide,
    '--target',
    'context=kind-test',
    '--kubeconfig',
    about.config,
    ...args,
  ]);
  expect([status, stdout, readdirSync(about.folder)]).toEqual([2, '', before]);
  expect(stderr).toContain(sentence(about));
  expect(stderr).toMatch(/ \[(?:no-place|bad-option)\]\n$/);
});

test('test: refuses a recording that cannot be written before the first step', async () => {
  const about = await prepared('a');
  mkdirSync(about.guide.replace('.mdx', '.recording.json'));
  const { status, stderr } = await guiderail([
    'test',
    about.guide,
    '--target',
    'context=kind-test',
    '--kubeconfig',
    about.config,
    '--record',
  ]);
  expect([status, readdirSync(about.folder)]).toEqual([2, []]);
  expect(stderr).toContain('a.recording.json is a folder. Name a file. [no-place]');
});

test('test: a report and a recording that do not fit keep their old files; the status is 3', async () => {
  const folder = temporaryFolder();
  const { file } = guideFile([fence('$ seq 9000 | tr "\\n" " "; echo\n... 9000', 'id=long')], {
    name: 'a',
  });
  const recording = file.replace('.mdx', '.recording.json');
  for (const old of [join(folder, 'out.json'), recording]) writeFileSync(old, 'old');
  const about = { folder, guide: file, config: kubeconfig(await emptyCluster()) };
  const call =
    'guiderail test "$guide" --target context=kind-test --kubeconfig "$config" --record --reporter ' +
    'json="$folder/out.json" --reporter tap="$folder/out.tap"';
  const { status, stderr } = await runInBash(`ulimit -f 16\n${call}`, about);
  expect([status, stderr]).toEqual([
    3,
    `The report json could not be written to ${folder}/out.json: EFBIG: file too large, write. ` +
      '[result-not-written]\n' +
      `The recording could not be written to ${recording}: EFBIG: file too large, write. ` +
      '[result-not-written]\n',
  ]);
  expect([
    readFileSync(join(folder, 'out.json'), 'utf8'),
    readFileSync(recording, 'utf8'),
    readdirSync(folder).sort(),
  ]).toEqual(['old', 'old', ['out.json', 'out.tap']]);
  expect(readFileSync(join(folder, 'out.tap'), 'utf8')).toContain('ok 1 - a long: seq 9000');
});

test('test: a recording that does not fit gives exit status 3, and the old one stays', async () => {
  const { file } = guideFile([fence('$ seq 9000 | tr "\\n" " "; echo\n... 9000', 'id=long')], { name: 'a' });
  const recording = file.replace('.mdx', '.recording.json');
  writeFileSync(recording, 'old');
  const about = { guide: file, config: kubeconfig(await emptyCluster()) };
  const { status } = await runInBash(
    'ulimit -f 16\nguiderail test "$guide" --target context=kind-test --kubeconfig "$config" --record',
    about,
  );
  expect([status, readFileSync(recording, 'utf8'), readdirSync(dirname(file))]).toEqual([
    3,
    'old',
    ['a.mdx', 'a.recording.json'],
  ]);
});

test('test: a report file has all that its format writes, and is empty if that is nothing', async () => {
  const about = await prepared();
  const { file } = guideFile([fence('$ echo a\nb', 'id=one'), fence('$ echo a\nc', 'id=two')]);
  const call = (guide: string) => [
    'test',
    guide,
    '--target',
    'context=kind-test',
    '--kubeconfig',
    about.config,
    '--reporter',
    `github=${about.folder}/out`,
  ];
  expect((await guiderail(call(file))).status).toBe(1);
  expect(readFileSync(join(about.folder, 'out'), 'utf8').split('\n')).toEqual([
    expect.stringContaining(`::error file=${file},line=8,title=one differs::`),
    expect.stringContaining(`::error file=${file},line=13,title=two differs::`),
    '',
  ]);
  expect((await guiderail(call(about.guide))).status).toBe(0);
  expect(readFileSync(join(about.folder, 'out'), 'utf8')).toBe('');
});

test('test: a report to a device is written to it', async () => {
  const about = await prepared();
  const { stdout } = await runInBash(
    '{ guiderail test "$guide" --target context=kind-test --kubeconfig "$config" --reporter ' +
      'json=/dev/fd/3 3>&1 1>&2; } | cat',
    about,
  );
  expect((JSON.parse(stdout) as Report[]).map(({ steps }) => steps.map(({ verdict }) => verdict))).toEqual([
    ['passed'],
  ]);
});

test('test: a report to a named pipe waits for its reader, and the run can still be stopped', async () => {
  const about = await prepared();
  const call =
    'mkfifo "$folder/pipe"; "$node" "$main" test "$guide" --target context=kind-test --kubeconfig ' +
    '"$config" --reporter json="$folder/pipe"';
  const done = 'until [ -e "$folder/out.tap" ]; do read -rt 0.05 <> <(:) || true; done';
  const read = await runInBash(
    `${call} --reporter tap="$folder/out.tap" >/dev/null & pid=$!\n${done}; cat "$folder/pipe"; wait $pid`,
    about,
  );
  expect([read.status, (JSON.parse(read.stdout) as Report[]).map(({ guide }) => guide)]).toEqual([
    0,
    [basename(about.guide, '.mdx')],
  ]);
  const stopped = await runInBash(
    `rm "$folder"/{pipe,out.tap}\n${call} --reporter tap="$folder/out.tap" >/dev/null & pid=$!\n` +
      `${done}; kill $pid; wait $pid`,
    about,
  );
  expect([stopped.status, stopped.stderr.split('\n').at(-2)]).toEqual([
    3,
    `The report json could not be written to ${about.folder}/pipe: no program read it before the ` +
      'run was stopped. [result-not-written]',
  ]);
});
