import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { screenBurstChars, screenCharsPerMs, screenLimitChars } from '../../../runner/limits.ts';
import { NdjsonReader } from '../../../src/client/connection/ndjson.ts';
import { firstState, nextState, type PageState } from '../../../src/client/state/page-state.ts';
import { TerminalFeed } from '../../../src/client/terminal/feed.ts';
import type { RunnerEvent } from '../../../src/guide/protocol.ts';
import { launchChromium } from '../../support/browser/chromium.ts';
import { settledState } from '../../support/browser/served-page.ts';
import { emptyFixtureFolder } from '../../support/guides/fixture-folder.ts';
import { fence } from '../../support/guides/guide-text.ts';
import {
  linesOfPart,
  streamGate,
  streamParts,
  streamStep,
  streamText,
  untilLine,
  wholeStream,
} from '../../support/guides/numbered-stream.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { cuttingProxy } from '../../support/servers/cutting-proxy.ts';
import { serveFixture } from '../../support/servers/served-fixture.ts';
import { type Client, runsOf, serveGuide } from '../../support/servers/served-guide.ts';

/** The number of characters that the terminal accepts at once. */
const screenPart = screenBurstChars - 1024;

const gapOf = (chars: number) => `⋯ ${chars} characters are missing here ⋯`;

test('page: after 20 cuts and a reload, each of 10,000 lines is shown once, in order', async ({ task }) => {
  leavesNothing();
  const gate = streamGate(emptyFixtureFolder('cuts'));
  const fixture = await serveFixture('cuts');
  onTestFinished(() => fixture.close());
  const [browser, cable] = await Promise.all([launchChromium(), cuttingProxy(fixture.server)]);
  onTestFinished(async () => {
    await browser.close();
    await cable.close();
  });
  const page = await fixture.open(browser, { origin: cable.origin });
  await page.locator('[data-target-phase="live"]').waitFor();
  await page.locator('#step-stream [data-action="run"]').click();
  const letFlow = await gate.open();
  for (let part = 1; part <= streamParts; part += 1) {
    await letFlow();
    cable.cut();
    if (part === streamParts / 2) await page.reload();
    // Odd parts are cut while they flow, and even parts after the page has received them.
    else if (part % 2 === 0) await untilLine(page, part * linesOfPart);
  }
  expect(await settledState(page, 'stream')).toBe('passed');
  await untilLine(page, streamParts * linesOfPart);
  const text = await streamText(page);
  expect(text).toBe(wholeStream);
  expect(text).not.toContain('missing');
  figure(
    task,
    `${streamParts} cuts and a reload: ${text.split('\n').length - 1} lines, each once and in order`,
  );
});

/** Follows the events as a page does. Each stream breaks off after the next number of bytes in `cuts`. */
async function follow(
  client: Client,
  page: { guide: string; hashes: Record<string, string> },
  { cuts, onState }: { cuts: Iterator<number>; onState: (state: PageState) => void },
): Promise<{ state: PageState; cut: number }> {
  let state = firstState;
  for (let cut = 0; ; cut += 1) {
    const stop = new AbortController();
    const { body } = await client.call(
      `/api/events?after=${state.seq}&guide=${encodeURIComponent(page.guide)}`,
      { signal: stop.signal },
    );
    const lines = new NdjsonReader();
    let room = cuts.next().value ?? Number.POSITIVE_INFINITY;
    for await (const bytes of body ?? []) {
      for (const event of lines.read(bytes.subarray(0, room)) as RunnerEvent[])
        state = nextState(state, event, page);
      onState(state);
      room -= bytes.length;
      if (isOver(state) || room <= 0) break;
    }
    stop.abort();
    if (isOver(state)) return { state, cut };
  }
}

function isOver({ steps }: PageState): boolean {
  const { phase } = steps['stream'] ?? { phase: 'idle' };
  return phase !== 'idle' && phase !== 'queued' && phase !== 'running';
}

test('page state: a stream that is cut at any byte loses and repeats no line', async ({ task }) => {
  leavesNothing();
  const folder = temporaryFolder();
  const gate = streamGate(folder);
  const client = await serveGuide(streamStep(folder));
  await runsOf(await client.run('stream'));
  const letFlow = await gate.open();
  const cuts = fc.sample(fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 5000 })), { seed: 27, numRuns: 200 });
  const page = { guide: 'x/g', hashes: { stream: client.hash('stream') } };
  let received = 0;
  const onState = ({ steps }: PageState) => {
    received = steps['stream']?.commands[0]?.output.length ?? 0;
  };
  const followed = follow(client, page, { cuts: cuts[Symbol.iterator](), onState });
  const ofPart = wholeStream.length / streamParts;
  for (let part = 1; part <= streamParts; part += 1) {
    await letFlow();
    // After every other part, the page has read everything, so the next event is a new one.
    if (part % 2 === 0)
      await expect
        .poll(() => received, { timeout: 20_000, interval: 10 })
        .toBeGreaterThan((part - 1) * ofPart * 0.9);
  }
  const { state, cut } = await followed;
  const [command] = state.steps['stream']?.commands ?? [];
  expect(command?.output).toBe(wholeStream);
  // The output only grew. It was not corrected by the result at the end.
  expect([command?.missing, command?.revision]).toEqual([undefined, 1]);
  figure(task, `${cut} cuts at any byte: ${wholeStream.split('\n').length - 1} lines once and in order`);
});

test('terminal: shows how many characters the runner no longer has', async ({ task }) => {
  leavesNothing();
  const client = await serveGuide(fence('$ true', 'id=a'));
  const feed = new TerminalFeed();
  let state = firstState;
  const take = (events: readonly RunnerEvent[]) => {
    for (const event of events) {
      const before = state;
      state = nextState(state, event, { guide: 'x/g', hashes: {} });
      feed.take(event, { before, after: state, guide: 'x/g' });
    }
  };
  const type = async (line: string) => {
    const after = state.seq;
    expect(
      (await client.call(`/api/sessions/${encodeURIComponent('x/g')}/line`, { method: 'POST', body: line }))
        .status,
    ).toBe(200);
    return client.events(after, (event) => event.type === 'typed' && !event.running && event.seq > after);
  };
  take(await type('echo first'));
  expect(feed.read().text).toContain('first');
  // While the page is away, the terminal gets more than the runner keeps. Each part alone is small enough to
  // be shown.
  const parts = 6;
  const chars = parts * screenPart;
  for (let part = 1; part <= parts; part += 1) {
    await type(
      `sleep ${screenPart / screenCharsPerMs / 1000}; head -c ${screenPart} /dev/zero | tr '\\0' x; ` +
        `echo; echo ${part === parts ? 'last' : part}`,
    );
  }
  take(
    await client.events(state.seq, (event) => event.type === 'terminal' && /(^|\n)last\r\n/.test(event.text)),
  );
  const { text } = feed.read();
  const [, missing = '0'] = /⋯ (\d+) characters are missing here ⋯/.exec(text) ?? [];
  const shown = text.replace(/.*missing here ⋯\r\n/s, '');
  expect(Number(missing)).toBeGreaterThan(chars - 2 * screenLimitChars);
  expect(text.match(/missing here/g)).toHaveLength(1);
  expect(shown.endsWith('last\r\n')).toBe(true);
  expect(Number(missing) + (shown.match(/x/g)?.length ?? 0)).toBeGreaterThanOrEqual(chars);
  expect(Number(missing) + shown.length).toBeLessThan(chars + 1000);
  figure(task, `of ${chars} characters, ${missing} are reported as a gap, the rest is shown`);
});

test('page: shows a gap at its place, and text that comes twice only once', async ({ task }) => {
  leavesNothing();
  const fixture = await serveFixture('gap');
  onTestFinished(() => fixture.close());
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const at = new Date().toISOString();
  const about = { run: 'r', guide: fixture.name, step: 'stream' };
  let hash = '';
  const output = (seq: number, from: number, text: string) => ({
    seq,
    at,
    type: 'output',
    run: 'r',
    command: 0,
    from,
    text,
  });
  const events = () => [
    { seq: 0, at, type: 'hello', epoch: 'e', version: '0' },
    { seq: 1, at, type: 'target', target: { phase: 'live', name: 'local', versions: {} } },
    { seq: 2, at, type: 'run-queued', ...about, hash },
    { seq: 3, at, type: 'run-started', ...about },
    { seq: 4, at, type: 'command-started', run: 'r', command: 0, attempt: 1 },
    output(5, 0, 'one\n'),
    output(7, 4, 'two\n'),
    output(8, 100, 'after\n'),
    output(9, 103, 'er\nthree\n'),
  ];
  const page = await fixture.open(browser, {
    prepare: async (opened) => {
      await opened.route('**/api/events?**', async (route) => {
        hash = (await opened.locator('#step-stream').getAttribute('data-hash')) ?? '';
        await route.fulfill({
          contentType: 'application/x-ndjson',
          body: events()
            .map((event) => `${JSON.stringify(event)}\n`)
            .join(''),
        });
      });
    },
  });
  await page.locator('#step-stream [data-output] pre', { hasText: 'three' }).waitFor();
  expect(await streamText(page)).toBe(`one\ntwo\n\n${gapOf(92)}\nafter\nthree\n`);
  // The page sends the next request after each answer. The last request may be under way when the page
  // closes.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  figure(
    task,
    'a gap of 92 characters is shown at its place; three characters that came twice are shown once',
  );
});
