import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyCluster, kubeconfig } from '../support/clusters/empty-cluster.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { guiderail } from '../support/programs/guiderail.ts';

function file(name: string, text: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

const guideText = '---\ntitle: T\n---\n\n```console id=a\n$ touch written\n```\n';

test.each<[string, string[], string]>([
  ['an unknown command', ['tset'], "unknown command 'tset'"],
  ['an unknown option', ['test', '--traget', 'local'], 'Did you mean --target'],
  ['a guide that does not exist', ['test', 'no/such/guide.mdx'], 'There is no guide no/such/guide.mdx.'],
  ['a file that is no guide', ['test', 'package.json'], 'does not end in .mdx'],
  [
    'a wrong target name',
    ['test', '--target', 'cluster-x'],
    '--target cluster-x: write local, recorded or context=NAME.',
  ],
  ['recorded, which cannot be tested', ['test', '--target', 'recorded'], 'has no cluster to run on'],
  ['an unknown step', ['test', '--step', 'nope'], 'No guide has a step nope. Steps: start-sleep-automatic,'],
  ['an unknown reporter', ['test', '--reporter', 'xml'], 'there is no such format'],
  ['a wrong shard', ['test', '--shard', '3/2'], '--shard 3/2: write I/N'],
  ['a wrong port', ['serve', '--port', 'http'], '--port http: write a number'],
  [
    'a host that is not loopback',
    ['serve', '--host', '192.168.0.7'],
    '--host 192.168.0.7: the runner is for this machine alone; write 127.0.0.1',
  ],
  ['an empty port', ['serve', '--port', ''], '--port : write a number'],
  ['a wrong cluster name', ['cluster', 'status', '--name', '../evil'], 'Write 1 to 20 small letters'],
  ['a recording of a part', ['test', '--record', '--step', 'set-source-pod'], 'leave out --step and --shard'],
  ['a report in no folder', ['test', '--reporter', 'junit=/no/such/x.xml'], 'there is no folder /no/such'],
  ['bless on recordings', ['bless', '--target', 'recorded'], 'has no cluster to run on'],
  ['a guide without steps', ['test', 'content/index.mdx'], 'The guide has no step'],
  [
    'a kubeconfig that is not there',
    ['test', '--target', 'context=x', '--kubeconfig', '/no/such/file'],
    'The kubeconfig cannot be read',
  ],
  ['match without files', ['match'], 'match needs --expected FILE and --actual FILE'],
])('guiderail: %s gives exit status 2 and a sentence', async (_, args, sentence) => {
  const { status, stdout, stderr } = await guiderail(args);
  expect(stderr).toContain(sentence);
  expect(stderr).toMatch(/ \[[a-z-]+\]$/m);
  expect([status, stdout]).toEqual([2, '']);
});

test.each(['', 'one', '1.5', '0x1'])('match: --exit %j gives exit status 2', async (exit) => {
  const text = file('a', 'a');
  expect(await guiderail(['match', '--expected', text, '--actual', text, '--exit', exit])).toMatchObject({
    status: 2,
    stdout: expect.stringContaining('exit must be a whole number'),
  });
});

test('check and test: print the problems of a guide with file and line, and run nothing', async () => {
  const guide = file('g.mdx', '---\ntitle: T\n---\n\n```console tiemout=1s\nNAME\n$ cat <<EOF\n```\n');
  for (const command of ['check', 'test']) {
    const { status, stderr } = await guiderail([command, guide]);
    expect(status).toBe(2);
    expect(stderr.split('\n').slice(0, 3)).toEqual([
      `${guide}:5: Unknown option tiemout. Did you mean timeout? [unknown-option]`,
      expect.stringContaining(`${guide}:6: \`NAME\` comes before the first`),
      expect.stringContaining(`${guide}:7: The command \`cat <<EOF\` is not finished`),
    ]);
  }
});

test('check: an expectation that cannot fail is a problem', async () => {
  const guide = file('g.mdx', '---\ntitle: T\n---\n\n```console\n$ echo a\n...\n```\n');
  const { status, stderr } = await guiderail(['check', guide]);
  expect(status).toBe(2);
  expect(stderr).toContain(`${guide}:7: `);
});

test('test: an unknown context gives exit status 2, and the message names the known ones', async () => {
  const { status, stderr } = await guiderail([
    'test',
    file('g.mdx', guideText),
    '--target',
    'context=prod',
    '--kubeconfig',
    kubeconfig(1),
  ]);
  expect([status, stderr]).toEqual([
    2,
    'The kubeconfig has no context prod. It has: kind-test. [no-such-context]\n',
  ]);
});

test('test: an unreachable cluster gives exit status 3, and the message says what to check', async () => {
  const { status, stderr } = await guiderail([
    'test',
    file('g.mdx', guideText),
    '--target',
    'context=kind-test',
    '--kubeconfig',
    kubeconfig(1),
  ]);
  expect(status).toBe(3);
  expect(stderr).toContain('The cluster at 127.0.0.1:1 does not answer');
  expect(stderr).toContain('Check that it runs');
});

test('test: a cluster without the required Istio gives exit status 3, and nothing is written', async () => {
  const written: string[] = [];
  const port = await emptyCluster(written);
  const text = guideText.replace('title: T\n', 'title: T\nguide:\n  requires: {istio: ">=1.20"}\n');
  const { status, stdout } = await guiderail([
    'test',
    file('g.mdx', text),
    '--target',
    'context=kind-test',
    '--kubeconfig',
    kubeconfig(port),
  ]);
  expect(status).toBe(3);
  expect(stdout).toContain('needs istio >=1.20, and the target has no istio. Nothing was written.');
  expect(written).toEqual([]);
});

test('match: compares two files, or answers one question for each line', async () => {
  const expected = file('expected', 'NAME   READY\na      1/1\n');
  const actual = file('actual', 'NAME   READY\na      2/2\n');
  const differs = await guiderail(['match', '--mode', 'docs', '--expected', expected, '--actual', actual]);
  expect([differs.status, differs.stdout.split('\n').slice(0, 2)]).toEqual([
    1,
    ['differs', 'row a, column READY: the page says 1/1, the output says 2/2'],
  ]);
  expect((await guiderail(['match', '--expected', expected, '--actual', expected])).status).toBe(0);
  const lines = [
    { id: 1, mode: 'exact', expected: 'a', actual: 'a\n' },
    { id: 2, mode: 'contains', expected: 'a', actual: 'b' },
    { id: 3, mode: 'regex', expected: '(', actual: 'b' },
    { id: 4, mode: 'docs', expected: 'a', actual: 'a', exit: 1 },
    { id: 5, mode: 'docs', expected: 'a', actual: 'a', exit: 1, expectExit: 'nonzero' },
    { id: 6, mode: 'guess', expected: 'a', actual: 'a' },
  ];
  lines.push({ id: 7, mode: 'docs', expected: 'a\u2028b', actual: 'a\u2028b' });
  const { stdout } = await guiderail(['match', '--jsonl'], {
    input: `${lines.map((line) => JSON.stringify(line)).join('\n')}\nnonsense\n`,
  });
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: unknown; verdict: string });
  expect(answers.map(({ id, verdict }) => [id, verdict])).toEqual([
    [1, 'match'],
    [2, 'differs'],
    [3, 'invalid'],
    [4, 'differs'],
    [5, 'match'],
    [6, 'invalid'],
    [7, 'match'],
    [null, 'invalid'],
  ]);
});

test('match: prints no CI commands, and JSON with the unchanged text', async () => {
  const actual = '::stop-commands::x\n##vso[task.complete]\n';
  const { status, stdout } = await guiderail([
    'match',
    '--expected',
    file('expected', 'a\n'),
    '--actual',
    file('actual', actual),
  ]);
  expect([status, stdout]).toEqual([1, expect.stringContaining('\n+ # #vso[task.complete]\n')]);
  const lines = await guiderail(['match', '--jsonl'], {
    input: `${JSON.stringify({ id: actual, mode: 'exact', expected: 'a', actual })}\n`,
  });
  expect((JSON.parse(lines.stdout) as { id: string }).id).toBe(actual);
  for (const text of [stdout, lines.stdout]) expect(text).not.toMatch(/^\s*::|##vso\[/m);
});

test('list: prints every step of every guide', async () => {
  const { stdout } = await guiderail(['list']);
  expect(stdout).toContain(
    'istio/kubernetes-services-for-egress-traffic: Kubernetes Services for Egress Traffic\n   1 ' +
      'start-sleep-automatic',
  );
  const guides = JSON.parse((await guiderail(['list', '--json'])).stdout) as { steps: unknown[] }[];
  expect(guides[0]?.steps).toHaveLength(44);
});
