import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stepsOfPass } from '../../runner/engine/plan.ts';
import { loadGuides, requireSound } from '../../runner/guides.ts';
import { status } from '../../runner/local-cluster/index.ts';
import type { RunningServer } from '../../runner/server/server.ts';
import { localTarget } from '../../runner/target/local-target.ts';
import { takeSnapshot } from '../../runner/target/snapshot.ts';
import { launchChromium } from '../support/chromium.ts';
import { guideName, openGuide, pressRun, serveGuides } from '../support/served-page.ts';
import { testCluster } from '../support/test-cluster.ts';

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveGuides()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('page: every step passes by its own button, both ways of each choice, and the cluster is as it was', async () => {
  const before = await objects();
  const guide = requireSound(loadGuides([])).find(({ name }) => name === guideName);
  if (!guide) throw new Error(guideName);
  const pressed = new Set<string>();
  for (const choices of [
    { injection: 'automatic', endpoints: 'Endpoints' },
    { injection: 'manual', endpoints: 'EndpointSlice' },
  ]) {
    const { page, complaints } = await openGuide(browser, server);
    await page.locator('[data-target-phase="live"]').waitFor();
    for (const [group, value] of Object.entries(choices)) {
      await page
        .locator(`[data-choice-group="${group}"] label`, { hasText: new RegExp(`^\\s*${value}\\s*$`) })
        .first()
        .click();
    }
    for (const { id } of stepsOfPass(guide, choices)) {
      expect(`${id}: ${await pressRun(page, id)}`).toBe(`${id}: passed`);
      pressed.add(id);
    }
    expect(complaints).toEqual([]);
    await page.close();
    await server.book.reset(guideName);
  }
  expect([...pressed].sort()).toEqual(guide.steps.map(({ id }) => id).sort());
  expect(await objects()).toEqual(before);
}, 240_000);

async function objects(): Promise<string[]> {
  const { access } = await status(testCluster);
  if (!access) throw new Error('The test cluster is not up.');
  const { api } = await localTarget(access);
  return [...(await takeSnapshot(api, { all: true })).values()].map(({ kind, namespace, name, uid }) => `${kind}/${namespace ?? ''}/${name} ${uid}`).sort();
}
