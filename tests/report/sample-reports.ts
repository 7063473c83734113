import type { Report } from '../../src/guide/report.ts';
import type { CommandResult, StepResult } from '../../src/guide/result.ts';

export const passed: CommandResult = {
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

export const differs: CommandResult = {
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

export const stepResult = (
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

export const report = (steps: StepResult[], change: Partial<Report> = {}): Report => ({
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

export const good = report([
  stepResult('a', 'passed', [passed]),
  stepResult('old', 'skipped', [], 'needs istio <1.21, the target has 1.31.1'),
]);

export const bad = report([stepResult('b', 'differs', [differs], differs.sentences[0])]);

export const left = report([stepResult('a', 'passed', [passed])], {
  leftovers: [{ kind: 'Service', namespace: 'default', name: 'x', step: 'a' }],
});

export const gone = report([stepResult('a', 'passed', [passed])], {
  leftovers: [
    { kind: 'ConfigMap', namespace: 'default', name: 'y', gone: true, step: 'a' },
    { kind: 'Node', name: 'z', gone: true, finalizers: ['f'] },
  ],
});

export const message =
  'Step a created ConfigMap x in the namespace default, which the guide does not declare. Add ' +
  '`default` to `guide.namespaces`.';

export const undeclared: NonNullable<Report['undeclared']> = [
  {
    step: 'a',
    line: 31,
    changes: [{ op: 'created', kind: 'ConfigMap', namespace: 'default', name: 'x' }],
    message,
  },
];

export const outside = report([stepResult('a', 'passed', [passed])], { undeclared });

export const refused = report([], { undeclared });

export const begun = report([
  {
    ...stepResult('b', 'differs', [differs], `${differs.sentences[0]}. The command was run 3 times in 2 s.`),
    next: 'Wait.',
    notRun: [
      { text: 'kubectl apply -f - <<END\nEND', line: 11 },
      { text: 'kubectl get pods', line: 14 },
    ],
  },
]);
