import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadGuides, requireSound } from '../../runner/check/load-guides.ts';
import type { RunningServer } from '../../runner/server/server.ts';
import type { RunnerEvent } from '../../src/guide/protocol.ts';
import type { Evidence, RequestPath, StepResult } from '../../src/guide/result.ts';
import { violations } from '../support/browser/axe.ts';
import { desk, launchChromium } from '../support/browser/chromium.ts';
import { guideName, serveGuides } from '../support/browser/served-page.ts';

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveGuides({ kind: 'recorded' })]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const step = 'call-wikipedia-mutual-tls';
const evidence: readonly Evidence[] = [
  {
    kind: 'image',
    subject: 'Pod a',
    sentence: 'The image x:1 of container a cannot be pulled (ErrImagePull).',
    detail: ['not found', 'x'.repeat(200)],
    next: 'Correct the image.',
  },
  {
    kind: 'unschedulable',
    subject: 'Pod b',
    sentence: 'Pod b finds no node to run on: 0/1 nodes are available.',
    next: 'Ask for less.',
  },
  {
    kind: 'cluster-unreachable',
    subject: 'The cluster',
    sentence: 'The cluster at 127.0.0.1:1 does not answer.',
    next: 'Ask `npx guiderail cluster status`.',
  },
];
const path: RequestPath = {
  source: { pod: 'sleep-1', namespace: 'default', container: 'sleep' },
  sidecar: true,
  service: {
    name: 'a-service-with-a-very-long-name',
    namespace: 'default',
    type: 'ClusterIP',
    backing: 'nothing',
    addresses: [],
  },
  host: 'en.wikipedia.org',
  reached: 'sidecar',
  answer: { kind: 'failed', why: 'tls', text: 'curl: (35) TLS' },
};
const result: StepResult = {
  run: 'r',
  step,
  verdict: 'timed-out',
  startedAt: '2026-11-22T15:00:00.000Z',
  ms: 60_000,
  message: 'The command did not end within 60 s and was stopped.',
  commands: [],
  evidence,
  changes: [{ op: 'created', kind: 'Service', namespace: 'default', name: 'web' }],
  path,
};

/** The events of a step that timed out, as one stream. */
function events(): string {
  const guide = requireSound(loadGuides([])).find(({ name }) => name === guideName);
  const hash = guide?.steps.find(({ id }) => id === step)?.hash ?? '';
  const bodies = [
    { type: 'hello', epoch: 'e', version: '0' },
    { type: 'target', target: { phase: 'live', name: 'local', versions: {} } },
    { type: 'run-queued', run: 'r', guide: guideName, step, hash },
    { type: 'run-started', run: 'r', guide: guideName, step },
    { type: 'run-ended', run: 'r', guide: guideName, result },
  ];
  return bodies
    .map((body, at) => `${JSON.stringify({ seq: at, at: result.startedAt, ...body } as RunnerEvent)}\n`)
    .join('');
}

test.each([
  ['light', 1280],
  ['dark', 320],
] as const)(
  'page: shows cause, remedy, changes and request path, in %s at %i px',
  async (colorScheme, width) => {
    const context = await browser.newContext({ ...desk, colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    await page.route('**/api/events*', (route) =>
      route.fulfill({ contentType: 'application/x-ndjson', body: events() }),
    );
    await page.goto(`${server.origin}/${guideName}/#token=${server.token}`);
    const outcome = page.locator(`#step-${step} .outcome`);
    await outcome.waitFor();
    await page.evaluate(() => document.fonts.ready.then(() => {}));
    expect(await outcome.locator('.evidence .first').allTextContents()).toEqual(
      evidence.map(({ sentence }) => sentence.replaceAll('`', '')),
    );
    expect(await outcome.locator('p', { hasText: 'What to do next:' }).allTextContents()).toEqual(
      evidence.map(({ next }) => `What to do next: ${next.replaceAll('`', '')}`),
    );
    expect(await page.locator(`#step-${step} [data-changes] summary`).textContent()).toBe(
      'Created Service web',
    );
    const drawing = page.locator(`#egress-path svg:visible`);
    expect(await drawing.count()).toBe(1);
    expect(
      await drawing
        .locator('[data-hop]')
        .evaluateAll((hops) => hops.map((hop) => hop.getAttribute('data-state'))),
    ).toEqual(['reached', 'last', 'beyond', 'beyond']);
    expect(await drawing.locator('desc').textContent()).toContain(
      'it got as far as the sidecar: curl: (35) TLS',
    );
    expect(await drawing.locator('text').evaluateAll(overflowingTexts)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0);
    expect(await violations(page)).toEqual([]);
    await context.close();
  },
);

/** The texts of the drawing that do not fit into their box. */
function overflowingTexts(texts: Element[]): (string | null)[] {
  return texts
    .filter((text) => {
      const box = text.parentElement?.querySelector('rect')?.getBoundingClientRect();
      return box !== undefined && text.getBoundingClientRect().right > box.right;
    })
    .map((text) => text.textContent);
}
