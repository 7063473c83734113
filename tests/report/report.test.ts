import { expect, test } from 'vitest';
import { consoleReporter } from '../../runner/report/console.ts';
import { exitStatusOf } from '../../runner/report/exit-status.ts';
import { githubReporter } from '../../runner/report/github.ts';
import { jsonReporter } from '../../runner/report/json.ts';
import { junitXml } from '../../runner/report/junit.ts';
import { ReporterSet } from '../../runner/report/reporter-set.ts';
import { tapText } from '../../runner/report/tap.ts';
import type { Step } from '../../src/guide/model.ts';
import type { CommandResult, Report, StepResult } from '../../src/guide/protocol.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

const passed: CommandResult = {
  command: 0,
  text: 'echo a\nb',
  line: 5,
  verdict: 'passed',
  exit: 0,
  output: '\u001b[31ma\u001b[0m\n',
  attempts: 1,
  ms: 12,
  reasons: [],
  sentences: [],
};
const differs: CommandResult = {
  ...passed,
  text: 'kubectl get svc x',
  verdict: 'differs',
  output: 'NAME TYPE\nx ClusterIP\n',
  reasons: [
    {
      code: 'cell',
      pageLine: 9,
      actualLine: 2,
      row: 'x',
      column: 'TYPE',
      expected: 'ExternalName',
      actual: 'ClusterIP',
      why: { kind: 'literal' },
    },
  ],
  sentences: ['row x, column TYPE: the page says ExternalName, the output says ClusterIP'],
};
const stepResult = (
  step: string,
  verdict: StepResult['verdict'],
  commands: CommandResult[],
  message?: string,
): StepResult => ({
  run: 'r',
  step,
  verdict,
  startedAt: '2026-11-22T15:00:00.000Z',
  ms: 12,
  commands,
  ...(message !== undefined && { message }),
});
const report = (steps: StepResult[], change: Partial<Report> = {}): Report => ({
  guide: 'istio/egress',
  file: 'content/istio/egress.mdx',
  title: 'Egress',
  target: 'local',
  versions: { kubernetes: '1.35.4' },
  choices: { way: 'one' },
  startedAt: '2026-11-22T15:00:00.000Z',
  ms: 1000,
  steps,
  leftovers: [],
  ...change,
});
const good = report([
  stepResult('a', 'passed', [passed]),
  stepResult('old', 'skipped', [], 'needs istio <1.21, the target has 1.31.1'),
]);
const bad = report([stepResult('b', 'differs', [differs], differs.sentences[0])]);
const left = report([stepResult('a', 'passed', [passed])], {
  leftovers: [{ kind: 'Service', namespace: 'default', name: 'x', step: 'a' }],
});
const gone = report([stepResult('a', 'passed', [passed])], {
  leftovers: [
    { kind: 'ConfigMap', namespace: 'default', name: 'y', gone: true, step: 'a' },
    { kind: 'Node', name: 'z', gone: true, finalizers: ['f'] },
  ],
});
const message =
  'Step a created ConfigMap x in the namespace default, which the guide does not declare. Add ' +
  '`default` to `guide.namespaces`.';
const undeclared: Report['undeclared'] = [
  {
    step: 'a',
    line: 31,
    changes: [{ op: 'created', kind: 'ConfigMap', namespace: 'default', name: 'x' }],
    message,
  },
];
const outside = report([stepResult('a', 'passed', [passed])], { undeclared });
const refused = report([], { undeclared });

test.each<[string, Report[], number]>([
  ['all passed or skipped by version', [good], 0],
  ['a step that did not pass', [good, bad], 1],
  ['nothing but skipped steps', [report([stepResult('a', 'skipped', [])])], 2],
  [
    'nothing but skipped steps and cleanup',
    [report([stepResult('a', 'skipped', []), stepResult('c', 'passed', [passed])], { cleanup: ['c'] })],
    2,
  ],
  [
    'cleanup, where there is nothing else',
    [report([stepResult('c', 'passed', [passed])], { cleanup: ['c'] })],
    0,
  ],
  ['no pass at all, as in an empty shard', [], 0],
  ['something left behind', [good, left], 4],
  ['something taken away', [good, gone], 4],
  ['a write that the guide does not declare', [good, outside], 2],
  ['such a write, told before the first step', [refused], 2],
  ['such a write, and something left behind', [outside, left], 2],
  ['such a write, and a step that did not pass', [outside, bad], 1],
  ['such a write, and a broken cluster', [report([], { undeclared, error: 'unreachable' })], 3],
  ['a broken cluster, whatever else', [bad, left, report([], { error: 'unreachable' })], 3],
  ['a step that is errored', [report([stepResult('a', 'errored', [])])], 3],
  ['a timed-out step', [report([stepResult('a', 'timed-out', [])])], 1],
  ['an interrupted step', [report([stepResult('a', 'interrupted', [])])], 1],
  ['a cancelled step', [report([stepResult('a', 'cancelled', [])])], 1],
])('exitStatusOf: %s', (_, reports, status) => {
  expect(exitStatusOf(reports)).toBe(status);
});

test('junitXml: a test case a command, skipped ones with their reason, failures with file, line and cell', () => {
  const xml = junitXml([good, bad]);
  expect(xml.match(/<testcase/g)).toHaveLength(5);
  expect(xml).toContain('name="a: $ echo a"');
  expect(xml).toContain('<![CDATA[a\n]]>');
  expect(xml).toContain('<skipped/>');
  expect(xml).toContain('needs istio &lt;1.21, the target has 1.31.1'.replace('&lt;', '<'));
  expect(xml).toContain(
    'message="content/istio/egress.mdx:9: row x, column TYPE: the page says ExternalName, the output ' +
      'says ClusterIP" type="differs"',
  );
  expect(xml).toContain('tests="5" failures="1" errors="0" skipped="1"');
});

test('junitXml: leftovers and a broken cluster are failures of their own', () => {
  expect(junitXml([left])).toContain(
    'message="Service x in default (made by a)&#xA;The guide has no cleanup step. Add a step with ' +
      '`role=cleanup` that deletes what the guide makes." type="leftovers"',
  );
  expect(junitXml([report([], { error: 'The cluster is gone.' })])).toContain(
    'message="The cluster is gone."',
  );
});

test('junitXml and tapText: a step that broke behind its last command is told by itself', () => {
  const broken = report([stepResult('a', 'errored', [passed], 'The cluster is gone.')]);
  expect(junitXml([broken])).toContain('errors="1"');
  expect(tapText([broken])).toContain('not ok 1 - istio/egress (way: one) a: The cluster is gone.');
});

test('tapText: a point a command, and its plan', () => {
  expect(tapText([bad])).toBe(
    'TAP version 14\n1..2\nnot ok 1 - istio/egress (way: one) b: kubectl get svc x ' +
      'content/istio/egress.mdx:9: row x, column TYPE: the page says ExternalName, the output says ' +
      'ClusterIP\n' +
      'ok 2 - istio/egress (way: one) nothing left behind\n',
  );
  expect(tapText([good])).toContain('ok 2 - istio/egress (way: one) old # SKIP needs istio <1.21');
});

const begun = report([
  {
    ...stepResult('b', 'differs', [differs], `${differs.sentences[0]}. It was asked 3 times over 2 s.`),
    next: 'Wait.',
    notRun: [
      { text: 'kubectl apply -f - <<END\nEND', line: 11 },
      { text: 'kubectl get pods', line: 14 },
    ],
  },
]);

test(
  'every reporter: names the commands that were not run because an earlier one did not pass, and what to ' +
    'do',
  () => {
    let text = '';
    const out = (more: string) => (text += more);
    const reporter = consoleReporter(out, { color: false });
    const { guide } = guideOf(fence('$ kubectl get svc x', 'id=b'), 'content/istio/egress.mdx');
    reporter.passStarted?.({ guide, choices: {}, target: 'local', versions: {} });
    reporter.stepEnded?.(guide.steps[0] as Step, begun.steps[0] as StepResult);
    reporter.passEnded?.(begun);
    expect(text).toBe(
      [
        '',
        'Guide',
        'content/istio/egress.mdx, 1 step on local',
        '  ≠  1 b differs 0.0 s',
        '      content/istio/egress.mdx:9: row x, column TYPE: the page says ExternalName, the output ' +
          'says ClusterIP. It was asked 3 times over 2 s.',
        '      $ kubectl get svc x',
        '      NAME TYPE',
        '      x ClusterIP',
        '      Not run because of it: `kubectl apply -f - <<END …` (line 11) and `kubectl get pods` (line 14).',
        '      → Wait.',
        '  0 passed, 1 did not pass, nothing left behind in 1.0 s',
        '  If the page is out of date, `npx guiderail bless content/istio/egress.mdx` proposes what to change.',
        '',
      ].join('\n'),
    );
    text = '';
    githubReporter(out).passEnded?.(begun);
    expect(text).toBe(
      '::error file=content/istio/egress.mdx,line=9,title=b differs::row x, column TYPE: the page says ' +
        'ExternalName, the output says ClusterIP. It was asked 3 times over 2 s.' +
        '%0ANot run because of it: `kubectl apply -f - <<END …` (line 11) and `kubectl get pods` (line ' +
        '14).%0A→ Wait.\n',
    );
    expect(tapText([begun])).toBe(
      [
        'TAP version 14',
        '1..4',
        'not ok 1 - istio/egress (way: one) b: kubectl get svc x content/istio/egress.mdx:9: row x, ' +
          'column TYPE: the page says ExternalName, the output says ClusterIP. It was asked 3 times over 2 ' +
          's. → Wait.',
        'ok 2 - istio/egress (way: one) b: kubectl apply -f - <<END # SKIP Not run, because the command ' +
          'of line 5 did not pass.',
        'ok 3 - istio/egress (way: one) b: kubectl get pods # SKIP Not run, because the command of line ' +
          '5 did not pass.',
        'ok 4 - istio/egress (way: one) nothing left behind',
        '',
      ].join('\n'),
    );
    const xml = junitXml([begun]);
    expect(xml).toContain('tests="4" failures="1" errors="0" skipped="2"');
    expect(xml).toContain('name="b: $ kubectl get pods"');
    expect(xml).toContain('<![CDATA[Not run, because the command of line 5 did not pass.]]>');
    expect(xml).toContain(
      'Not run because of it: `kubectl apply -f - &lt;&lt;END …` (line 11) and `kubectl get pods` (line ' +
        '14).&#xA;→ Wait.',
    );
  },
);

test('githubReporter: an annotation on the line', () => {
  let text = '';
  githubReporter((more) => (text += more)).passEnded?.(bad);
  expect(text).toBe(
    '::error file=content/istio/egress.mdx,line=9,title=b differs::row x, column TYPE: the page says ' +
      'ExternalName, the output says ClusterIP\n',
  );
});

test('consoleReporter: says the sentence with file and line', () => {
  let text = '';
  const reporter = consoleReporter((more) => (text += more), { color: false });
  const { guide } = guideOf(fence('$ kubectl get svc x', 'id=b'), 'content/istio/egress.mdx');
  reporter.passStarted?.({ guide, choices: {}, target: 'local', versions: {} });
  reporter.stepEnded?.(guide.steps[0] as Step, bad.steps[0] as StepResult);
  reporter.passEnded?.(left);
  expect(text).toContain('content/istio/egress.mdx:9: row x, column TYPE: the page says ExternalName');
  expect(text).toContain('Cleanup left 1:\n      Service x in default (made by a)');
});

test('every reporter: what to do about objects that a guide left', () => {
  const added =
    'The guide has no cleanup step. Add a step with `role=cleanup` that deletes what the guide makes.';
  const kept = report([stepResult('a', 'passed', [passed]), stepResult('clean', 'passed', [passed])], {
    cleanup: ['clean'],
    leftovers: [
      ...left.leftovers,
      { kind: 'Namespace', name: 'y' },
      { kind: 'ConfigMap', namespace: 'y', name: 'a' },
      { kind: 'Pod', name: 'z', finalizers: ['f'] },
    ],
  });
  const deleted =
    'The cleanup of the guide (clean) passed, but did not delete this: Service x in default, Namespace ' +
    'y. Add a command that deletes it to that cleanup.';
  let text = '';
  const out = (more: string) => (text += more);
  consoleReporter(out, { color: false }).passEnded?.(left);
  expect(text).toBe(
    `  ! Cleanup left 1:\n      Service x in default (made by a)\n      → ${added}\n  1 passed, 1 left ` +
      'behind in 1.0 s\n',
  );
  text = '';
  consoleReporter(out, { color: false }).passEnded?.(kept);
  expect(text).toContain(`      → ${deleted}\n`);
  text = '';
  githubReporter(out).passEnded?.(left);
  expect(text).toBe(
    `::error file=content/istio/egress.mdx::left behind: Service x in default (made by a)%0A→ ${added}\n`,
  );
  expect(tapText([left])).toContain(
    `not ok 2 - istio/egress (way: one) left behind: Service x in default (made by a) → ${added}\n`,
  );
  expect(junitXml([left])).toContain(
    `message="Service x in default (made by a)&#xA;${added}" type="leftovers"`,
  );
  const failed = { ...kept, steps: [stepResult('clean', 'failed', [differs])] };
  text = '';
  consoleReporter(out, { color: false }).passEnded?.(failed);
  expect(text).not.toContain('→');
});

test('every reporter: what was there before and is gone', () => {
  const texts = [
    'ConfigMap y in default (there before, deleted by a)',
    'Node z (there before), being deleted but held by the finalizer f',
  ];
  let text = '';
  const out = (more: string) => (text += more);
  consoleReporter(out, { color: false }).passEnded?.(gone);
  expect(text).toBe(
    `  ! No longer there 2:\n      ${texts.join('\n      ')}\n  1 passed, 2 no longer there in 1.0 s\n`,
  );
  text = '';
  consoleReporter(out, { color: false }).passEnded?.({
    ...gone,
    leftovers: [...left.leftovers, ...gone.leftovers],
  });
  expect(text).toContain('1 passed, 1 left behind, 2 no longer there in');
  text = '';
  githubReporter(out).passEnded?.(gone);
  expect(text).toBe(`::error file=content/istio/egress.mdx::no longer there: ${texts.join('; ')}\n`);
  expect(tapText([gone])).toContain(
    `not ok 2 - istio/egress (way: one) no longer there: ${texts.join('; ')}\n`,
  );
  expect(junitXml([gone])).toContain(`message="${texts.join('; ')}" type="leftovers"`);
});

test('every reporter: names undeclared writes with the line of the command', () => {
  const line = `content/istio/egress.mdx:31: ${message} [undeclared-write]`;
  let text = '';
  const out = (more: string) => (text += more);
  consoleReporter(out, { color: false }).passEnded?.(outside);
  expect(text).toBe(`  ! ${line}\n  1 passed, nothing left behind in 1.0 s\n`);
  text = '';
  consoleReporter(out, { color: false }).passEnded?.(refused);
  expect(text).toBe(`  ! ${line}\n  Nothing was written.\n  0 passed, nothing left behind in 1.0 s\n`);
  text = '';
  githubReporter(out).passEnded?.(outside);
  expect(text).toBe(`::error file=content/istio/egress.mdx,line=31,title=a undeclared-write::${message}\n`);
  expect(tapText([outside])).toBe(
    'TAP version 14\n1..3\nok 1 - istio/egress (way: one) a: echo a\nnot ok 2 - istio/egress (way: ' +
      `one) ${line}\nok 3 - istio/egress (way: one) nothing left behind\n`,
  );
  const xml = junitXml([outside, refused]);
  expect(xml.match(/<testcase/g)).toHaveLength(5);
  expect(xml).toContain(`<failure message="${line}" type="undeclared-write"/>`);
  expect(xml).toContain('tests="5" failures="2" errors="0" skipped="0"');
  text = '';
  jsonReporter(out).finished?.([outside]);
  expect((JSON.parse(text) as Report[])[0]?.undeclared).toEqual(undeclared);
});

test('consoleReporter and junitXml: what the cluster says of a failure, and what to do about it', () => {
  const evidence = {
    kind: 'image',
    subject: 'Pod x',
    sentence: 'The image x:1 cannot be pulled.',
    detail: ['not found'],
    next: 'Correct the image.',
  } as const;
  const explained = { ...(bad.steps[0] as StepResult), evidence: [evidence] };
  let text = '';
  const reporter = consoleReporter((more) => (text += more), { color: false });
  const { guide } = guideOf(fence('$ kubectl get svc x', 'id=b'), 'content/istio/egress.mdx');
  reporter.passStarted?.({ guide, choices: {}, target: 'local', versions: {} });
  reporter.stepEnded?.(guide.steps[0] as Step, explained);
  expect(text).toContain(
    '      The image x:1 cannot be pulled.\n        not found\n        → Correct the image.\n',
  );
  expect(junitXml([report([explained])])).toContain(
    'The image x:1 cannot be pulled.&#xA;  not found&#xA;  → Correct the image.',
  );
  expect(junitXml([report([{ ...explained, verdict: 'errored', commands: [] }])])).toContain(
    '  → Correct the image.',
  );
});

test('ReporterSet: an unknown format is refused with the known ones', async () => {
  await expect(ReporterSet.open(['xml'])).rejects.toThrow(
    '--reporter xml: there is no such format. Known: console, junit, json, tap, github.',
  );
});

test('a command that was not run is a skipped case in JUnit and TAP, with the reason', () => {
  const sentence = 'The command at line 6 was not run because `$NS` has no value: no step above sets it.';
  const notRun: CommandResult = {
    ...passed,
    command: 1,
    line: 6,
    text: 'echo $NS',
    verdict: 'skipped',
    attempts: 0,
    output: '',
    reasons: [{ code: 'not-run', detail: sentence }],
    sentences: [sentence],
  };
  const reports = [report([stepResult('a', 'skipped', [passed, notRun], sentence)])];
  expect(junitXml(reports)).toContain(`<skipped/>\n      <system-out><![CDATA[${sentence}]]></system-out>`);
  expect(tapText(reports)).toContain(
    `ok 3 - istio/egress (way: one) a: echo $NS # SKIP content/istio/egress.mdx:6: ${sentence}\n`,
  );
});
