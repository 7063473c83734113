import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ClusterApi } from '../../runner/cluster/cluster-api.ts';
import { ReplacedError, TargetError } from '../../runner/errors.ts';
import { earlierSnapshotMs } from '../../runner/limits.ts';
import { runPass } from '../../runner/pass/guide-pass.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { leavesNothing } from '../support/measure/leaves-nothing.ts';
import { processesWith, uniqueSeconds } from '../support/measure/live-processes.ts';

test('runPass: a cluster that fails while the shell starts ends the pass before its first step', async () => {
  leavesNothing();
  const get = async (path: string) => {
    if (path === '/api/v1')
      return { resources: [{ name: 'services', kind: 'Service', namespaced: true, verbs: ['list'] }] };
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
  // If a check were still open, a shell would start after the pass and would never be ended.
  expect(open).toBe(0);
});

test('runPass: ends programs that a step left running before it searches for leftovers', async () => {
  leavesNothing();
  const seconds = uniqueSeconds();
  const living: number[] = [];
  const get = async (path: string) => {
    if (path === '/api/v1')
      return { resources: [{ name: 'services', kind: 'Service', namespaced: true, verbs: ['list'] }] };
    if (path !== '/api/v1/services') return undefined;
    living.push(processesWith(seconds).length);
    return { items: [] };
  };
  let livingAtEnd = 0;
  const stepEnded = () => {
    livingAtEnd = processesWith(seconds).length;
  };
  const target = { ...loopbackTarget(), api: { get } as unknown as ClusterApi };
  const { guide } = guideOf(
    fence(`$ sleep ${seconds} & until grep -q sleep /proc/$!/comm; do :; done`, 'id=a'),
  );
  const report = await runPass({
    guide,
    target,
    choices: {},
    signal: new AbortController().signal,
    listener: { stepEnded },
  });
  expect([report.steps.map(({ verdict }) => verdict), report.error, livingAtEnd]).toEqual([
    ['passed'],
    undefined,
    1,
  ]);
  // The cluster is asked twice: before the step, and for the leftovers.
  expect(living).toEqual([0, 0]);
});

test('runPass: starts the shell while it asks the cluster; a refused guide leaves no shell', async () => {
  leavesNothing();
  let open = 0;
  let most = 0;
  let bothOpen = () => {};
  const both = new Promise<void>((resolve) => {
    bothOpen = resolve;
  });
  const recheck = async () => {
    open += 1;
    most = Math.max(most, open);
    if (open === 2) bothOpen();
    await Promise.race([both, pause(5000)]);
    open -= 1;
  };
  const target = { ...loopbackTarget(), recheck };
  const { guide } = parseGuide(
    `---\ntitle: Guide\nguide: {requires: {istio: ">=9"}}\n---\n${fence('$ true', 'id=a')}\n`,
    { file: 'guide.mdx', name: 'guide' },
  );
  const report = await runPass({ guide, target, choices: {}, signal: new AbortController().signal });
  expect(report.error).toMatch(/Nothing was written\. Choose another target/);
  // The pass and its shell each check that the cluster is the same.
  expect([most, open]).toEqual([2, 0]);
});

test('runPass: does not search for leftovers in a cluster that replaced the guide’s own', async () => {
  leavesNothing();
  // The record stays, because objects may be left in the first cluster.
  vi.stubEnv('GUIDERAIL_CACHE', temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  let isReplaced = false;
  const recheck = async () => {
    if (isReplaced) throw new ReplacedError('The local cluster was replaced by another one.');
  };
  const stepEnded = () => {
    isReplaced = true;
  };
  const { guide } = guideOf(fence('$ true', 'id=a'));
  const target = { ...loopbackTarget(), recheck };
  const report = await runPass({
    guide,
    target,
    choices: {},
    signal: new AbortController().signal,
    listener: { stepEnded },
  });
  expect([report.steps.map(({ verdict }) => verdict), report.error]).toEqual([
    ['passed'],
    'The local cluster was replaced by another one. Nothing was written; start again.',
  ]);
});

test('runPass: without a record, no step runs and no timer of the snapshot is left', async () => {
  leavesNothing();
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  vi.stubEnv('GUIDERAIL_CACHE', file);
  const [set, clear] = [vi.spyOn(globalThis, 'setTimeout'), vi.spyOn(globalThis, 'clearTimeout')];
  onTestFinished(() => void vi.unstubAllEnvs().restoreAllMocks());
  const get = async (path: string) => {
    if (path === '/api/v1/namespaces?limit=1') return { metadata: { resourceVersion: '42' } };
    return path === '/api/v1' ? { resources: [] } : undefined;
  };
  const { guide } = guideOf(fence('$ true', 'id=a'));
  const report = await runPass({
    guide,
    target: { ...loopbackTarget(), isShared: false, api: { get } as unknown as ClusterApi },
    choices: {},
    signal: new AbortController().signal,
  });
  expect([report.steps, report.error]).toEqual([[], expect.stringContaining('ENOTDIR')]);
  const timers = set.mock.results.filter((_, at) => set.mock.calls[at]?.[1] === earlierSnapshotMs);
  expect(timers).toHaveLength(1);
  for (const { value } of timers) expect(clear).toHaveBeenCalledWith(value);
});

test('runPass: a cleanup step after a failed one says what was not run, or is not judged', async () => {
  const api = {
    get: async (path: string) => (path === '/api/v1' ? { resources: [] } : undefined),
  } as unknown as ClusterApi;
  const { guide } = guideOf(
    [
      fence('$ false', 'id=a'),
      fence('$ echo "$NS"', 'id=clean role=cleanup'),
      fence('$ false', 'id=also role=cleanup'),
    ].join('\n'),
  );
  const { steps } = await runPass({
    guide,
    target: { ...loopbackTarget(), api },
    choices: {},
    signal: new AbortController().signal,
  });
  const notRun = 'The command at line 8 was not run because `$NS` has no value: no step above sets it.';
  expect(
    steps.slice(1).map(({ verdict, message, commands }) => ({
      verdict,
      message,
      lines: commands.map(({ line }) => line),
    })),
  ).toEqual([
    { verdict: 'skipped', message: notRun, lines: [8] },
    { verdict: 'skipped', message: 'ran, but is not judged: a did not pass', lines: [] },
  ]);
});
