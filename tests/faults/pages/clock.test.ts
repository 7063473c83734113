import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ClusterApi } from '../../../runner/cluster/cluster-api.ts';
import { runPass } from '../../../runner/pass/guide-pass.ts';
import { Session } from '../../../runner/session/session.ts';
import type { StepResult } from '../../../src/guide/result.ts';
import { launchChromium } from '../../support/browser/chromium.ts';
import { settledState } from '../../support/browser/served-page.ts';
import { apiOf } from '../../support/clusters/api-of.ts';
import { loopbackTarget } from '../../support/clusters/loopback-target.ts';
import { podOf } from '../../support/clusters/pod-of.ts';
import { emptyFixtureFolder } from '../../support/guides/fixture-folder.ts';
import { fence, guideOf } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { cuttingProxy } from '../../support/servers/cutting-proxy.ts';
import { serveFixture } from '../../support/servers/served-fixture.ts';
import { runsOf, serveGuide } from '../../support/servers/served-guide.ts';

const dayMs = 24 * 60 * 60 * 1000;
const jumps = [
  ['forwards', dayMs],
  ['backwards', -dayMs],
] as const;

/** Moves the wall clock of this process. Timers are not changed. */
function jump(byMs: number): void {
  vi.setSystemTime(Date.now() + byMs);
}

function ownClock(): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
}

const until = (condition: () => boolean) =>
  expect.poll(condition, { timeout: 20_000, interval: 20 }).toBe(true);
const never = new AbortController().signal;
const isSane = (ms: number, leastMs: number) => ms >= leastMs && ms < 60_000;

test.for(jumps)(
  'runPass: a clock that jumps a day %s changes no timeout and no duration',
  async ([, byMs], { task }) => {
    leavesNothing();
    ownClock();
    const folder = temporaryFolder();
    const [begun, there] = [join(folder, 'begun'), join(folder, 'there')];
    const body = [
      fence(`$ touch ${begun}; sleep 1.2; echo done\ndone`, 'id=waits timeout=30s'),
      fence(`$ rm ${begun}; (sleep 1; echo here >${there}) >/dev/null & true`, 'id=makes'),
      fence(`$ cat ${there}\nhere`, 'id=asks within=30s'),
      fence(`$ touch ${begun}; sleep 50`, 'id=hangs timeout=2s'),
    ].join('\n\n');
    const { guide } = guideOf(body, join(folder, 'guide.mdx'));
    let step = '';
    const listener = {
      stepStarted({ id }: { id: string }) {
        step = id;
      },
    };
    const pass = runPass({ guide, choices: {}, target: loopbackTarget(), signal: never, listener });
    await until(() => existsSync(begun));
    jump(byMs);
    await until(() => step === 'asks');
    jump(byMs);
    await until(() => step === 'hangs' && existsSync(begun));
    jump(byMs);
    const { steps, ms, leftovers, error } = await pass;
    expect([error, leftovers]).toEqual([undefined, []]);
    expect(steps.map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed', 'timed-out']);
    for (const [at, leastMs] of [1200, 0, 300, 2000].entries())
      expect(isSane(steps[at]?.ms ?? -1, leastMs), `${at}: ${steps[at]?.ms} ms`).toBe(true);
    for (const { ms: commandMs } of steps.flatMap(({ commands }) => commands))
      expect(isSane(commandMs, 0)).toBe(true);
    expect(isSane(ms, 4000), `${ms} ms in all`).toBe(true);
    expect(new Set(steps.map(({ startedAt }) => startedAt.slice(0, 10))).size).toBeGreaterThan(1);
    figure(
      task,
      `three jumps; the steps took ${steps.map(({ ms: stepMs }) => stepMs).join(', ')} ms, the pass ` +
        `${ms} ms, a timeout of 2 s came after 2 s`,
    );
  },
);

test('server: a clock that jumps during a run changes no duration and no order of events', async ({
  task,
}) => {
  leavesNothing();
  ownClock();
  const gate = join(temporaryFolder(), 'gate');
  const client = await serveGuide(
    [
      fence(`$ until [ -e ${gate} ]; do sleep 0.05; done; echo on\non`, 'id=long timeout=1m'),
      fence('$ echo next\nnext', 'id=next'),
    ].join('\n\n'),
  );
  const [run] = await runsOf(await client.run('long'));
  await client.events(0, (event) => event.type === 'command-started');
  for (const byMs of [dayMs, -dayMs, -dayMs, dayMs]) {
    jump(byMs);
    expect((await client.call('/api/state')).status).toBe(200);
  }
  const [next] = await runsOf(await client.run('next'));
  writeFileSync(gate, '');
  const results = await Promise.all([run, next].map((each) => client.ended(each?.run ?? '')));
  expect(results.map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
  expect(results.every(({ ms }) => isSane(ms, 0))).toBe(true);
  const seen = await client.events(0, (event) => event.type === 'run-ended' && event.run === next?.run);
  const numbers = seen.slice(1).map(({ seq }) => seq);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  figure(task, `four jumps in one run, which took ${results[0]?.ms} ms; ${numbers.length} events in order`);
});

/**
 * The evidence of a failed step, with a pod that is created at the start of the session, before or after a
 * jump of the clock.
 */
async function evidenceOf({
  jumpMs,
  made,
  ageMs = 0,
}: {
  jumpMs: number;
  made: 'before' | 'after';
  ageMs?: number;
}): Promise<StepResult['evidence']> {
  const { metadata, ...rest } = podOf({ state: { waiting: { reason: 'ErrImagePull', message: 'denied' } } });
  const { guide } = guideOf(
    fence('$ false # kubectl', 'id=a within=0'),
    join(temporaryFolder(), 'guide.mdx'),
  );
  const pods: unknown[] = [];
  const api = apiOf({ '/api/v1/namespaces/default/pods': { items: pods } }) as unknown as ClusterApi;
  const session = new Session(guide, { ...loopbackTarget(), api });
  onTestFinished(() => session.close());
  const make = () =>
    pods.push({
      ...rest,
      metadata: { ...metadata, creationTimestamp: new Date(Date.now() - ageMs).toISOString() },
    });
  if (made === 'before') make();
  jump(jumpMs);
  if (made === 'after') make();
  const [step] = guide.steps;
  if (!step) throw new Error('The guide has no step.');
  const { evidence } = await session.run(step, {
    signal: never,
    listener: { commandStarted() {}, output() {}, commandEnded() {} },
  });
  return evidence;
}

test('Session: evidence knows the new pods although the clock jumps', async ({ task }) => {
  leavesNothing();
  ownClock();
  for (const jumpMs of [0, dayMs, -dayMs]) {
    for (const made of ['before', 'after'] as const)
      expect(await evidenceOf({ jumpMs, made }), `${made}, ${jumpMs}`).toMatchObject([{ kind: 'image' }]);
  }
  expect(await evidenceOf({ jumpMs: 0, made: 'before', ageMs: dayMs })).toBeUndefined();
  figure(
    task,
    'six new pods are named, created before and after a jump in each direction or none; an old one is not',
  );
});

test('page: durations and countdowns do not follow a clock that jumps', async ({ task }) => {
  leavesNothing();
  const gate = join(emptyFixtureFolder('clock'), 'gate');
  const fixture = await serveFixture('clock');
  onTestFinished(() => fixture.close());
  const [browser, cable] = await Promise.all([launchChromium(), cuttingProxy(fixture.server)]);
  onTestFinished(async () => {
    await browser.close();
    await cable.close();
  });
  const page = await fixture.open(browser, { origin: cable.origin });
  await page.locator('[data-target-phase="live"]').waitFor();
  await page.locator('#step-long [data-action="run"]').click();
  await page.locator('#step-long[data-state="running"]').waitFor();
  const shift = (byMs: number) =>
    page.evaluate((ms) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + ms;
    }, byMs);
  const shown: string[] = [];
  for (const byMs of [dayMs, -2 * dayMs]) {
    await shift(byMs);
    const before = await page.locator('#step-long [data-foot]').innerText();
    await page.waitForFunction(
      (text) => document.querySelector<HTMLElement>('#step-long [data-foot]')?.innerText !== text,
      before,
    );
    shown.push(await page.locator('#step-long [data-foot]').innerText());
  }
  for (const text of shown) expect(text).toMatch(/(?<!\d)\d{1,2}(\.\d)? s(?!\w)/);
  expect(shown.join()).not.toMatch(/min|-\d/);
  cable.pullOut();
  const note = page.locator('[data-bar-notes]', { hasText: /Trying again in \d+ s/ });
  await note.waitFor();
  for (const byMs of [dayMs, -dayMs, -dayMs]) {
    await shift(byMs);
    expect(Number(/Trying again in (\d+) s/.exec(await note.innerText())?.[1])).toBeLessThanOrEqual(10);
  }
  cable.plugIn();
  writeFileSync(gate, '');
  expect(await settledState(page, 'long')).toBe('passed');
  figure(
    task,
    `a running step showed ${shown.map((text) => /[\d.]+ s/.exec(text)?.[0]).join(' and ')} with the ` +
      'clock a day off, a lost connection at most 10 s',
  );
});
