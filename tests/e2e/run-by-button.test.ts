import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadGuides, requireSound } from '../../runner/check/load-guides.ts';
import { localTarget } from '../../runner/cluster/local-target.ts';
import { takeSnapshot } from '../../runner/cluster/snapshot/snapshot.ts';
import type { RunningServer } from '../../runner/server/server.ts';
import type { Step } from '../../src/guide/model.ts';
import { stepsOfPass } from '../../src/guide/passes.ts';
import { launchChromium } from '../support/browser/chromium.ts';
import {
  guideName,
  openGuide,
  pressRun,
  runToHere,
  serveGuides,
  settledState,
} from '../support/browser/served-page.ts';
import { testAccess } from '../support/clusters/test-cluster.ts';

/**
 * The texts that the page shows besides the verdict of a step: the caption of the drawing, then the effects.
 */
const effects: Readonly<Record<string, unknown>> = {
  'create-httpbin': [expect.any(String), 'Created Service my-httpbincreated Service my-httpbin in default'],
  'call-httpbin-without-istio': [
    expect.stringContaining(
      'Last request, step 12: sleep in without-istio sent it without a sidecar; my-httpbin is another name ' +
        'for httpbin.org; httpbin.org answered',
    ),
    expect.stringContaining('sent it without a sidecar'),
  ],
  'call-wikipedia-mutual-tls': [
    expect.stringContaining('it got as far as the sidecar: curl: (35)'),
    expect.stringContaining('sidecar: curl: (35)'),
  ],
  'cleanup-wikipedia-rule': [
    expect.any(String),
    expect.stringContaining('Deleted DestinationRule my-wikipedia'),
  ],
};

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveGuides()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('page: each step passes by its button, with all choices, and the cluster is as before', async () => {
  const before = await objects();
  const guide = requireSound(loadGuides([])).find(({ name }) => name === guideName);
  if (!guide) throw new Error(guideName);
  const pressed = new Set<string>();
  const press = async (page: Page, id: string) => {
    expect(`${id}: ${await pressRun(page, id)}`).toBe(`${id}: passed`);
    if (effects[id])
      expect(
        await page.locator(`#step-${id} [data-effects], #egress-path figcaption`).allTextContents(),
      ).toEqual(effects[id]);
    pressed.add(id);
  };
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
    const steps = stepsOfPass(guide, choices);
    if (pressed.size === 0) for (const { id } of steps) await press(page, id);
    else await pressOthers(page, steps, { pressed, press });
    expect(await page.locator('[data-progress]').innerText()).toBe(`${steps.length} of ${steps.length}`);
    expect(complaints).toEqual([]);
    await page.close();
    await server.runs.reset(guideName);
  }
  expect([...pressed].sort()).toEqual(guide.steps.map(({ id }) => id).sort());
  expect(await objects()).toEqual(before);
}, 240_000);

/**
 * Presses the buttons that were not pressed yet, each after *Run to here* at the step before it. Then presses
 * *Continue*.
 */
async function pressOthers(
  page: Page,
  steps: readonly Step[],
  { pressed, press }: { pressed: ReadonlySet<string>; press: (page: Page, id: string) => Promise<void> },
): Promise<void> {
  for (const { id, ordinal } of steps.filter((step) => !pressed.has(step.id))) {
    const before = steps.filter((step) => step.role !== 'cleanup' && step.ordinal < ordinal).at(-1);
    if (before) {
      await runToHere(page, before.id);
      expect(await settledState(page, before.id, 120_000)).toBe('passed');
    }
    await press(page, id);
  }
  await page.locator('[data-action="continue"]').click();
  await page.locator('[data-action="plan-start"]').click();
  expect(await settledState(page, steps.at(-1)?.id ?? '', 120_000)).toBe('passed');
}

async function objects(): Promise<string[]> {
  const { api } = await localTarget(await testAccess());
  return [...(await takeSnapshot(api, { all: true })).values()]
    .map(({ kind, namespace, name, uid }) => `${kind}/${namespace ?? ''}/${name} ${uid}`)
    .sort();
}
