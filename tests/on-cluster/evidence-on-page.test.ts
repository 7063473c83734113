import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { localTarget } from '../../runner/cluster/local-target.ts';
import type { Target } from '../../runner/cluster/target.ts';
import { status } from '../../runner/local-cluster/index.ts';
import { launchChromium } from '../support/browser/chromium.ts';
import { pressRun } from '../support/browser/served-page.ts';
import { relayTo } from '../support/clusters/cluster-relay.ts';
import { ensureTestCluster, testCluster } from '../support/clusters/test-cluster.ts';
import type { FixtureName } from '../support/guides/fixture-pages.ts';
import { serveFixture } from '../support/servers/served-fixture.ts';

let browser: Browser;
let target: Target;

beforeAll(async () => {
  await ensureTestCluster();
  browser = await launchChromium();
  const { access } = await status(testCluster);
  if (!access) throw new Error('The test cluster is not up.');
  target = await localTarget(access);
});

afterAll(() => browser?.close());

async function open(name: FixtureName, on: Target): Promise<Page> {
  const fixture = await serveFixture(name, { target: on });
  onTestFinished(fixture.close);
  const page = await fixture.open(browser);
  onTestFinished(() => page.context().close());
  await page.locator('[data-target-phase="live"]').waitFor();
  return page;
}

/** The whole text of the causes that a step's card shows. */
async function causes(page: Page, step: string, kind: string): Promise<string> {
  await page.locator(`#step-${step} [data-evidence="${kind}"]`).first().waitFor();
  return page.locator(`#step-${step} [data-evidence]`).first().innerText();
}

test('page: shows the causes for an image, an unschedulable pod, a missing kind and a host', async () => {
  const page = await open('failing', target);
  const expected = [
    [
      'image',
      'image',
      new RegExp(
        'The image example\\.invalid/nothing:1 of container pulls .*What to do next: ' +
          'The local cluster reaches no registry\\. Use curlimages/curl:7\\.88\\.1',
        's',
      ),
    ],
    [
      'unschedulable',
      'unschedulable',
      /finds no node to run on.*0\/1 nodes are available.*What to do next:/s,
    ],
    ['missing', 'missing-kind', /it serves no API group gateway\.networking\.k8s\.io.*What to do next:/s],
    [
      'rule',
      'unresolved-host',
      new RegExp(
        'htpbin\\.evidence-test\\.svc\\.cluster\\.local, which no Service and no ServiceEntry of the ' +
          'cluster has.*What to do next:',
        's',
      ),
    ],
  ] as const;
  try {
    for (const id of ['namespace', 'make-pulls', 'make-waits', 'make-rule'])
      expect(`${id} ${await pressRun(page, id)}`).toBe(`${id} passed`);
    for (const [step, kind, words] of expected) {
      expect(await pressRun(page, step)).toBe('failed');
      expect(await causes(page, step, kind)).toMatch(words);
      expect(await page.locator(`#step-${step}`).innerText()).not.toMatch(/timed out\.?$/m);
    }
  } finally {
    expect(await pressRun(page, 'cleanup')).toBe('passed');
  }
}, 180_000);

test('page: names an API server that was killed, and what to do', async () => {
  const relay = await relayTo(target);
  const page = await open('steady', relay.target);
  expect(await pressRun(page, 'first')).toBe('passed');
  await relay.cut();
  expect(await pressRun(page, 'second')).toBe('errored');
  expect(await causes(page, 'second', 'cluster-unreachable')).toMatch(
    /has not answered since .*What to do next:.*npx guiderail cluster status/s,
  );
}, 120_000);
