import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runPass } from '../../runner/engine/guide-pass.ts';
import { TargetError } from '../../runner/errors.ts';
import type { ClusterApi } from '../../runner/target/cluster-api.ts';
import { fence, guideOf } from '../support/guide-text.ts';
import { leavesNothing } from '../support/leaves-nothing.ts';
import { loopbackTarget } from '../support/loopback-target.ts';

test('runPass: a cluster that fails while the shell starts ends the pass before its first step, and nothing is left', async () => {
  leavesNothing();
  const get = async (path: string) => {
    if (path === '/api/v1') return { resources: [{ name: 'services', kind: 'Service', namespaced: true, verbs: ['list'] }] };
    if (path === '/api/v1/services') throw new TargetError('cluster-refused', 'The cluster answered 500.');
    return undefined;
  };
  let open = 0;
  const recheck = async () => {
    open += 1;
    await pause(100);
    open -= 1;
  };
  const target = { ...loopbackTarget(), api: { get } as unknown as ClusterApi, recheck };
  const { guide } = guideOf(fence('$ true', 'id=a'));
  const report = await runPass({ guide, target, choices: {}, signal: new AbortController().signal });
  expect([report.steps, report.error]).toEqual([[], 'The cluster answered 500.']);
  // Else a shell would start behind the pass, and nobody would end it.
  expect(open).toBe(0);
});
