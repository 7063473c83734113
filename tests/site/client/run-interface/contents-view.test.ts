import { expect, test } from 'vitest';
import { sectionState } from '../../../../src/client/run-interface/contents-view.ts';
import type { StepPhase } from '../../../../src/client/state/page-state.ts';

const stateOf = (phase: StepPhase) => ({ phase, commands: [], startedAt: '2026-11-22T12:00:00.000Z' });

test.each<[StepPhase[], string]>([
  [[], 'bare'],
  [['idle', 'idle'], 'none'],
  [['passed', 'idle'], 'part'],
  [['passed', 'skipped'], 'passed'],
  [['skipped', 'skipped'], 'none'],
  [['failed', 'running'], 'running'],
  [['differs', 'timed-out'], 'failed'],
  [['differs', 'passed'], 'differs'],
  [['passed', 'stale'], 'stale'],
])('sectionState: %j is %s', (phases, expected) => {
  expect(sectionState(phases.map(stateOf))).toBe(expected);
});
