import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/guide/report.ts';
import { emptyCluster, kubeconfig } from '../support/clusters/empty-cluster.ts';
import { guideFile } from '../support/guides/guide-file.ts';
import { fence } from '../support/guides/guide-text.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { runInBash } from '../support/programs/guiderail-in-bash.ts';
import { startInTerminal } from '../support/programs/guiderail-in-terminal.ts';

/**
 * The variables of the scripts: `$guide`; `$config` for `--kubeconfig`; and `$folder`, in which the cleanup
 * step makes the file `cleaned`.
 */
async function prepared(steps: (folder: string) => readonly string[]) {
  const folder = temporaryFolder();
  const { file } = guideFile([...steps(folder), fence(`$ touch ${folder}/cleaned`, 'id=clean role=cleanup')]);
  return { folder, guide: file, config: kubeconfig(await emptyCluster()) };
}

const call = 'guiderail test "$guide" --target context=kind-test --kubeconfig "$config"';
const wrong = fence('$ echo one\ntwo', 'id=wrong within=0');
/** A step that passes as soon as the reader of the output is gone. */
const untilClosed = (folder: string) =>
  fence(`$ until [ -e ${folder}/closed ]; do read -rt 0.05 <> <(:) || true; done`, 'id=wait');
const closing = '{ head -n 1 >/dev/null; exec 0<&-; touch "$folder/closed"; }';

const statusOf = (stdout: string) => Number(stdout.trim().split('\n').at(-1));
const verdictsIn = (text: string) =>
  (JSON.parse(text) as Report[]).flatMap(({ steps }) =>
    steps.map(({ step, verdict }) => `${step} ${verdict}`),
  );

test('test: a lost reader of standard output changes no status, cleanup or other report', async () => {
  const about = await prepared((folder) => [untilClosed(folder), wrong]);
  const { stdout } = await runInBash(
    `${call} --reporter junit="$folder/out.xml" | ${closing}\necho \${PIPESTATUS[0]}`,
    about,
  );
  expect([statusOf(stdout), existsSync(join(about.folder, 'cleaned'))]).toEqual([1, true]);
  expect(readFileSync(join(about.folder, 'out.xml'), 'utf8')).toContain('<failure message="');
});

test('test: a lost reader of standard error changes no status, cleanup or report', async () => {
  const about = await prepared((folder) => [untilClosed(folder), wrong]);
  const { status } = await runInBash(`${call} --reporter json 2> >(${closing}) > "$folder/out.json"`, about);
  expect([status, existsSync(join(about.folder, 'cleaned'))]).toEqual([1, true]);
  expect(verdictsIn(readFileSync(join(about.folder, 'out.json'), 'utf8'))).toEqual([
    'wait passed',
    'wrong differs',
    'clean passed',
  ]);
});

test('test: a report whose reader leaves gives exit status 3, and the other report is written', async () => {
  const about = await prepared((folder) => [untilClosed(folder)]);
  const reading = '{ exec 0<&-; touch "$folder/closed"; }';
  const { stdout, stderr } = await runInBash(
    `${call} --reporter json --reporter tap="$folder/out.tap" | ${reading}\necho \${PIPESTATUS[0]}`,
    about,
  );
  expect(statusOf(stdout)).toBe(3);
  expect(stderr).toContain(
    'The report json could not be written to standard output: its reader has ended. ' +
      '[result-not-written]\n',
  );
  expect(readFileSync(join(about.folder, 'out.tap'), 'utf8')).toContain('1..3\n');
});

test('test: a full disk changes no run, cleanup or status; a report on it gives exit status 3', async () => {
  const about = await prepared(() => [wrong]);
  const people = await runInBash(`${call} > /dev/full`, about);
  expect([people.status, people.stderr, existsSync(join(about.folder, 'cleaned'))]).toEqual([1, '', true]);
  const { status, stderr } = await runInBash(
    `${call} --reporter json --reporter junit="$folder/out.xml" > /dev/full`,
    about,
  );
  expect([status, stderr.split('\n').at(-2)]).toEqual([
    3,
    'The report json could not be written to standard output: there is no room left on the disk. ' +
      '[result-not-written]',
  ]);
  expect(readFileSync(join(about.folder, 'out.xml'), 'utf8')).toContain('<failure message="');
});

test('test: a report that does not fit into the file of standard output gives exit status 3', async () => {
  const about = await prepared(() => [fence('$ seq 9000 | tr "\\n" " "; echo\n... 9000', 'id=long')]);
  const { status, stderr } = await runInBash(
    `ulimit -f 16\n${call} --reporter json > "$folder/out.json"`,
    about,
  );
  expect([status, stderr.split('\n').at(-2)]).toEqual([
    3,
    expect.stringContaining('The report json could not be written to standard output: '),
  ]);
});

test('test: a report on a pipe that is read late is complete, and no other report waits for it', async () => {
  const about = await prepared(() => [fence('$ seq 60000 | tr "\\n" " "; echo\n... 60000', 'id=long')]);
  const late =
    '{ until [ -e "$folder/out.tap" ]; do read -rt 0.05 <> <(:); done; cat > "$folder/out.json"; }';
  const { stdout } = await runInBash(
    `${call} --reporter json --reporter tap="$folder/out.tap" | ${late}\necho \${PIPESTATUS[0]}`,
    about,
  );
  const text = readFileSync(join(about.folder, 'out.json'), 'utf8');
  expect([statusOf(stdout), verdictsIn(text), text.length > 300_000]).toEqual([
    0,
    ['long passed', 'clean passed'],
    true,
  ]);
});

const untilIsTrue = (isTrue: () => boolean) =>
  expect.poll(isTrue, { timeout: 60_000, interval: 20 }).toBe(true);

test('test: when its terminal is closed, it stops the step, cleans up and writes the report', async () => {
  const { folder, guide, config } = await prepared((own) => [
    fence(`$ touch ${own}/begun; sleep 600`, 'id=long timeout=20m'),
  ]);
  const terminal = startInTerminal([
    'test',
    guide,
    '--target',
    'context=kind-test',
    '--kubeconfig',
    config,
    '--reporter',
    `json=${folder}/out.json`,
  ]);
  await untilIsTrue(() => existsSync(join(folder, 'begun')));
  terminal.close();
  expect([await terminal.ended, existsSync(join(folder, 'cleaned'))]).toEqual([1, true]);
  expect(verdictsIn(readFileSync(join(folder, 'out.json'), 'utf8'))).toEqual([
    'long cancelled',
    'clean passed',
  ]);
});

test('serve: when its terminal is closed, it ends normally', { timeout: 90_000 }, async () => {
  const terminal = startInTerminal(['serve', '--port', '0', '--target', 'recorded']);
  await untilIsTrue(() => terminal.printed().includes('Guiderail is ready'));
  terminal.close();
  expect(await terminal.ended).toBe(0);
});

test('list: lost output gives exit status 3, but a reader that leaves is no error', async () => {
  const { status, stderr } = await runInBash('guiderail list --json > /dev/full');
  expect([status, stderr]).toEqual([
    3,
    'Standard output could not be written: there is no room left on the disk. [result-not-written]\n',
  ]);
  const { stdout, stderr: said } = await runInBash('guiderail list --json | true\necho ${PIPESTATUS[0]}');
  expect([statusOf(stdout), said]).toEqual([0, '']);
});

test('match: on endless input, ends when the reader of its answers leaves', async () => {
  const question = JSON.stringify({ id: 1, mode: 'exact', expected: 'a', actual: 'a' });
  const { stdout } = await runInBash(
    'yes "$question" | guiderail match --jsonl | head -n 1\necho ${PIPESTATUS[1]}',
    { question },
  );
  expect(stdout).toBe('{"id":1,"verdict":"match","reasons":[]}\n0\n');
});
