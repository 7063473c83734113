import { expect, test } from 'vitest';
import { markdownOf, recordOf } from '../../../../src/client/run-interface/export.ts';
import { firstState, type PageState } from '../../../../src/client/state/page-state.ts';
import type { CommandResult } from '../../../../src/guide/result.ts';

const result: CommandResult = {
  command: 0,
  text: 'kubectl get svc web',
  line: 9,
  verdict: 'differs',
  exit: 0,
  output: 'NAME   TYPE\nweb    \u001b[31mNodePort\u001b[0m\n```\n',
  attempts: 3,
  ms: 41.6,
  reasons: [],
  sentences: ['row web, column TYPE: the page says ClusterIP, the output says NodePort'],
};
const state: PageState = {
  ...firstState,
  target: { phase: 'live', name: 'local', versions: { kubernetes: '1.35.4', istio: '1.31.1' } },
  stale: { set: 'It needs x, which ran again since.' },
  steps: {
    set: { phase: 'passed', commands: [{ attempt: 1, output: '', revision: 0 }] },
    look: {
      phase: 'differs',
      commands: [{ attempt: 3, output: result.output, revision: 2, result }],
      result: {
        run: 'r',
        step: 'look',
        verdict: 'differs',
        startedAt: '2026-11-22T12:00:00.000Z',
        ms: 42,
        message: 'It is another type.',
        commands: [],
      },
    },
  },
};
const about = {
  guide: 'istio/x',
  page: '/istio/x/',
  choices: { way: 'one' },
  now: new Date('2026-11-22T12:01:00.000Z'),
  steps: [
    { id: 'set', commands: ['export A=1'] },
    { id: 'look', commands: ['kubectl get svc web'] },
    { id: 'never', commands: ['echo'] },
  ],
};

test('recordOf: records the steps that ran, with outputs, verdicts, versions and times', () => {
  const record = recordOf(state, about);
  expect(record).toMatchObject({
    guide: 'istio/x',
    exportedAt: '2026-11-22T12:01:00.000Z',
    choices: { way: 'one' },
    target: { versions: { istio: '1.31.1' } },
  });
  expect(record.steps.map(({ step, state: phase }) => [step, phase])).toEqual([
    ['set', 'stale'],
    ['look', 'differs'],
  ]);
  expect(record.steps[0]?.commands).toEqual([{ text: 'export A=1', output: '', attempts: 1, sentences: [] }]);
  expect(record.steps[1]).toMatchObject({
    result: { ms: 42 },
    commands: [{ text: 'kubectl get svc web', exit: 0, attempts: 3, ms: 41.6 }],
  });
  expect(JSON.parse(JSON.stringify(record))).toEqual(record);
});

test('markdownOf: writes a heading for each step and a fence that no output can close', () => {
  expect(markdownOf(recordOf(state, about))).toBe(
    [
      '# A run of istio/x',
      '',
      '- /istio/x/',
      '- 2026-11-22T12:01:00.000Z',
      '- local, kubernetes 1.35.4, istio 1.31.1',
      '- way: one',
      '',
      '## set: stale: it passed, but its result may be out of date',
      '',
      'It needs x, which ran again since.',
      '',
      '```console',
      '$ export A=1',
      '```',
      '',
      '## look: differs from the page',
      '',
      'It is another type.',
      '',
      '````console',
      '$ kubectl get svc web',
      'NAME   TYPE',
      'web    NodePort',
      '```',
      '````',
      '',
      'exit 0, 3 attempts, 42 ms',
      '',
      '- row web, column TYPE: the page says ClusterIP, the output says NodePort',
      '',
    ].join('\n'),
  );
});
