import { expect, test } from 'vitest';
import { blessGuide } from '../../runner/bless/bless-guide.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import type { Report } from '../../src/guide/report.ts';
import { fence } from '../support/guides/guide-text.ts';

function page(...fences: string[]): string {
  return `---\ntitle: T\n---\n\n${fences.join('\n\n')}\n`;
}

/** The report of a pass, with the outputs of the commands of each step that ran. */
function reportOf(
  source: string,
  outputs: Readonly<Record<string, readonly string[]>>,
  versions: Report['versions'] = {},
): Report {
  const { guide, problems } = parseGuide(source, { file: 'guide.mdx', name: 'guide' });
  expect(problems).toEqual([]);
  const head = {
    guide: 'guide',
    file: 'guide.mdx',
    title: 'T',
    target: 'none',
    versions,
    choices: {},
    startedAt: '',
    ms: 0,
    leftovers: [],
  };
  const steps = guide.steps
    .filter(({ id }) => id in outputs)
    .map(({ id, commands }) => ({
      run: id,
      step: id,
      verdict: 'differs' as const,
      startedAt: '',
      ms: 0,
      commands: outputs[id]!.map((output, command) => {
        const { text, line } = commands[command]!;
        return {
          command,
          text,
          line,
          verdict: 'differs' as const,
          exit: 0,
          output,
          attempts: 1,
          ms: 0,
          reasons: [],
          sentences: [],
        };
      }),
    }));
  return { ...head, steps };
}

test('blessGuide: a guide whose outputs match keeps all bytes', () => {
  const source = page(fence('$ a\n\n  x   5s\t\n\n$ b', 'id=a'), fence('$ c\nc', 'id=c')).replaceAll(
    'title: T',
    'title:   T',
  );
  expect(
    blessGuide(source, 'guide.mdx', [reportOf(source, { a: ['  x 7s\n', 'anything'], c: ['c'] })]),
  ).toEqual({
    text: source,
    changes: [],
    proposals: [],
    refusals: [],
  });
});

test('blessGuide: changes only lines that differ, and keeps indentation and Windows line ends', () => {
  const source = page(
    `1. One:\n\n   ${fence('$ a\na created\n\nb created', 'id=a').replaceAll('\n', '\n   ')}`,
    fence('$ b\nb', 'id=b'),
  );
  const after = source.replace('b created', 'b configured\n   c created');
  for (const ends of ['\n', '\r\n']) {
    const text = source.replaceAll('\n', ends);
    const blessed = blessGuide(text, 'guide.mdx', [
      reportOf(text, { a: ['a created\n\nb configured\nc created\n'], b: ['b'] }),
    ]);
    expect(blessed.text).toBe(after.replaceAll('\n', ends));
    expect(blessed.changes).toEqual([{ line: 9, step: 'a', text: expect.stringContaining('b configured') }]);
  }
});

test('blessGuide: a sample stands for the same value in the next step', () => {
  const source = page(
    fence('$ kubectl get svc x\nNAME   CLUSTER-IP\nx      10.0.0.1', 'id=get'),
    fence('$ curl x\nConnected to 10.0.0.1', 'id=curl'),
  );
  const outputs = { get: ['NAME   CLUSTER-IP\nx      10.9.9.9'], curl: ['Connected to (10.9.9.9) port 80'] };
  expect(blessGuide(source, 'guide.mdx', [reportOf(source, outputs)]).text).toBe(
    source.replace('to 10.0.0.1', 'to (10.0.0.1) port 80'),
  );
});

test('blessGuide: changes the printed output for the versions of the target', () => {
  const source = page(`${fence('$ a\nold', 'id=a')}\n\n\`\`\`output when="istio>=1.30"\nnew\n\`\`\``);
  const blessed = (versions: Report['versions']) =>
    blessGuide(source, 'guide.mdx', [reportOf(source, { a: ['newer'] }, versions)]).text;
  expect(blessed({ istio: '1.31.0' })).toBe(source.replace('\nnew\n', '\nnewer\n'));
  expect(blessed({ istio: '1.20.0' })).toBe(source.replace('\nold\n', '\nnewer\n'));
});

test('blessGuide: two runs that disagree become an elision, which is a proposal', () => {
  const source = page(fence('$ a\nserved by v0', 'id=a'));
  const { text, changes, proposals } = blessGuide(source, 'guide.mdx', [
    reportOf(source, { a: ['served by v1'] }),
    reportOf(source, { a: ['served by v2'] }),
  ]);
  expect([text, changes]).toEqual([source.replace('v0', '...'), []]);
  expect(proposals).toEqual([
    {
      line: 7,
      step: 'a',
      text: expect.stringContaining('two runs disagree: output line 1: the page says "served by v1"'),
    },
  ]);
});

test.each<[string, string, string]>([
  ['a line that begins with a prompt', 'x\n$ y', 'which in a fence starts a command'],
  ['a line that would end the fence', 'x\n```\n', 'would end the fence'],
  ['nothing', '', 'The command printed nothing'],
  [
    'dots that on the page would stand for any text',
    'Checking ... ok',
    'three dots that on a page stand for any text',
  ],
])('blessGuide: refuses %s with a sentence, and does not change the page', (_, output, why) => {
  const source = page(fence('$ a\na', 'id=a'), fence('$ b\nb', 'id=b'));
  const { text, refusals } = blessGuide(source, 'guide.mdx', [reportOf(source, { a: [output], b: ['c'] })]);
  expect(text).toBe(source.replace('\nb\n', '\nc\n'));
  expect(refusals).toEqual([{ line: 7, step: 'a', text: expect.stringContaining(why) }]);
});
