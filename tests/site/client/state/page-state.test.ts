import { describe, expect, test } from 'vitest';
import { firstState, nextState, type PageState } from '../../../../src/client/state/page-state.ts';
import type { RunnerEvent } from '../../../../src/guide/protocol.ts';
import type { CommandResult, StepResult } from '../../../../src/guide/result.ts';

const page = { guide: 'istio/egress', hashes: { create: 'c0', observe: '0b' } };
const at = '2026-11-22T12:00:00.000Z';
const guide = 'istio/egress';

type Bare<E> = E extends unknown ? Omit<E, 'seq' | 'at'> : never;

/** Numbers the events and folds them into a state. */
function fold(events: readonly Bare<RunnerEvent>[], from: PageState = firstState): PageState {
  return numbered(events, from.seq).reduce((state, event) => nextState(state, event, page), from);
}

function numbered(events: readonly Bare<RunnerEvent>[], after = 0): RunnerEvent[] {
  return events.map((event, index) => ({ seq: after + index + 1, at, ...event }) as RunnerEvent);
}

const commandResult: CommandResult = {
  command: 0,
  text: 'kubectl get svc',
  line: 9,
  verdict: 'passed',
  exit: 0,
  output: 'NAME\n',
  attempts: 1,
  ms: 20,
  reasons: [],
  sentences: [],
};
const stepResult: StepResult = {
  run: 'r1',
  step: 'observe',
  verdict: 'passed',
  startedAt: at,
  ms: 20,
  commands: [],
};
const queued = { type: 'run-queued', run: 'r1', guide, step: 'observe', hash: '0b' } as const;
const started = { type: 'run-started', run: 'r1', guide, step: 'observe' } as const;
const begun = { type: 'command-started', run: 'r1', command: 0, attempt: 1 } as const;
const output = (text: string) => ({ type: 'output', run: 'r1', command: 0, text }) as const;

describe('nextState', () => {
  test('follows a run from queued to its verdict', () => {
    const steps = [queued, started, begun, output('NA'), output('ME\n')];
    expect(fold(steps.slice(0, 1)).steps.observe).toEqual({ phase: 'queued', run: 'r1', commands: [] });
    expect(fold(steps).steps.observe).toEqual({
      phase: 'running',
      run: 'r1',
      startedAt: at,
      commands: [{ attempt: 1, output: 'NAME\n', revision: 1 }],
    });
    const ended = fold([
      ...steps,
      { type: 'command-ended', run: 'r1', result: commandResult },
      { type: 'run-ended', run: 'r1', guide, result: stepResult },
    ]);
    expect(ended.steps.observe).toEqual({
      phase: 'passed',
      run: 'r1',
      startedAt: at,
      commands: [{ attempt: 1, output: 'NAME\n', revision: 1, result: commandResult }],
      result: stepResult,
    });
  });

  test('replaces the output of a command that is repeated', () => {
    const state = fold([
      queued,
      started,
      begun,
      output('Pending'),
      { ...begun, attempt: 2 },
      output('Running'),
    ]);
    expect(state.steps.observe?.commands).toEqual([{ attempt: 2, output: 'Running', revision: 2 }]);
  });

  test('takes the output of the result if the streamed output differs', () => {
    const state = fold([
      queued,
      started,
      begun,
      output('NA'),
      { type: 'command-ended', run: 'r1', result: commandResult },
    ]);
    expect(state.steps.observe?.commands[0]).toMatchObject({ output: 'NAME\n', revision: 2 });
  });

  test('knows whether a command waits for input and whether a typed line runs', () => {
    const awaited = { type: 'input-awaited', run: 'r1', command: 0 } as const;
    const waits = fold([queued, started, begun, output('name? '), awaited]);
    expect(waits.steps.observe?.commands[0]).toMatchObject({ output: 'name? ', awaitedInput: 'shown' });
    const hidden = fold([{ ...awaited, hidden: true }], waits);
    expect(hidden.steps.observe?.commands[0]).toMatchObject({ awaitedInput: 'hidden' });
    expect(fold([awaited], hidden).steps.observe?.commands[0]?.awaitedInput).toBe('shown');
    expect(fold([output('hello')], hidden).steps.observe?.commands[0]?.awaitedInput).toBeUndefined();
    expect(fold([output('hello')], waits).steps.observe?.commands[0]?.awaitedInput).toBeUndefined();
    expect(
      fold([{ type: 'command-ended', run: 'r1', result: commandResult }], waits).steps.observe?.commands[0]
        ?.awaitedInput,
    ).toBeUndefined();
    const typed = (running: boolean, of = guide) => ({ type: 'typed', guide: of, running }) as const;
    expect([
      fold([typed(true)]).typedLine,
      fold([typed(true), typed(false)]).typedLine,
      fold([typed(true, 'other')]).typedLine,
      fold([{ ...typed(true), hidden: true }]).typedLine,
    ]).toEqual(['shown', undefined, undefined, 'hidden']);
  });

  test('takes each event once, also if a new stream begins with old events', () => {
    const events = numbered([queued, started, begun, output('a'), output('b')]);
    const replayed = [...events, ...events.slice(2)].reduce(
      (state, event) => nextState(state, event, page),
      firstState,
    );
    expect(replayed.steps.observe?.commands[0]?.output).toBe('ab');
    expect(replayed.seq).toBe(5);
  });

  test('ignores other guides, other texts of a step, and earlier runs', () => {
    expect(fold([{ ...queued, guide: 'other' }]).steps).toEqual({});
    expect(fold([{ ...queued, hash: 'another text' }, started, begun, output('a')]).steps).toEqual({});
    const again = fold([queued, started, { ...queued, run: 'r2' }, output('late')]);
    expect(again.steps.observe).toEqual({ phase: 'queued', run: 'r2', commands: [] });
  });

  test('forgets everything in a new epoch, and nothing in the same epoch', () => {
    const hello = (epoch: string): RunnerEvent => ({ seq: 9, at, type: 'hello', epoch, version: '1' });
    const first = nextState(firstState, hello('a'), page);
    expect(first).toEqual({ ...firstState, epoch: 'a' });
    const run = fold([queued, started], first);
    expect(nextState(run, hello('a'), page)).toBe(run);
    expect(nextState(run, hello('b'), page)).toEqual({ ...firstState, epoch: 'b' });
  });

  test('is not changed by a beat', () => {
    const state = fold([queued]);
    expect(nextState(state, { seq: 99, at, type: 'beat' }, page)).toBe(state);
  });

  test('knows the target and the session', () => {
    const target = { phase: 'live', name: 'local', versions: { kubernetes: '1.35.4' } } as const;
    const lost = { state: 'lost', lost: ['create'], message: 'The shell ended.' } as const;
    expect(
      fold([
        { type: 'target', target },
        { type: 'session', guide, state: lost },
      ]),
    ).toMatchObject({ target, session: lost });
    expect(fold([{ type: 'session', guide: 'other', state: lost }]).session).toEqual({ state: 'none' });
  });

  test('forgets results and runs when their session ends', () => {
    const ended = [queued, started, { type: 'run-ended', run: 'r1', guide, result: stepResult }] as const;
    const create = { type: 'run-queued', run: 'r2', guide, step: 'create', hash: 'c0' } as const;
    const none = { type: 'session', guide, state: { state: 'none' } } as const;
    expect(fold([...ended, create, none]).steps).toEqual({});
    expect(fold([...ended, none, create]).steps).toEqual({
      create: { phase: 'queued', run: 'r2', commands: [] },
    });
  });
});
