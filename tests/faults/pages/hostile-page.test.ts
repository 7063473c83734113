import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { launchChromium } from '../../support/browser/chromium.ts';
import { type Attack, attack, type Loot, lootSite, ways } from '../../support/browser/hostile-page.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { type Client, runsOf, serveGuide } from '../../support/servers/served-guide.ts';
import { unguardedServer } from '../../support/servers/unguarded-server.ts';

/**
 * Resolves a foreign name to this machine, as after DNS rebinding. Every other name resolves to nothing, so
 * no request leaves the machine.
 */
const resolver =
  '--host-resolver-rules=MAP evil.example 127.0.0.1, MAP localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE ' +
  '127.0.0.1';
const strangers = ['127.0.0.1', 'localhost', 'evil.example'];
/**
 * All attempts succeed on a server without a guard. Our server gets twice the time that this took, between
 * these bounds.
 */
const longestMs = 30_000;
const shortestMs = 1000;

test('hostile page: reads, runs and frames nothing, from three origins and with the token', async ({
  task,
}) => {
  leavesNothing();
  const { client, createdFile, body } = await serveLoot();
  const { origin, token } = client.server;
  const unguarded = await unguardedServer(lootSite);
  const stranger = await unguardedServer({ 'index.html': '<!doctype html><title>stranger</title>' });
  const browser = await openBrowser();
  const open = { target: `http://127.0.0.1:${unguarded.port}`, token, body, waitMs: longestMs };
  const started = performance.now();
  expect(await attacked(browser, `http://evil.example:${stranger.port}`, open)).toEqual(lootOf(true));
  expect(new Set(unguarded.ran).size).toBeGreaterThanOrEqual(2);
  const waitMs = Math.max(shortestMs, 2 * (performance.now() - started));
  const before = await (await client.call('/api/state')).json();
  for (const name of strangers) {
    for (const target of [origin, origin.replace('127.0.0.1', 'localhost')]) {
      const loot = await attacked(browser, `http://${name}:${stranger.port}`, {
        target,
        token,
        body,
        waitMs,
      });
      expect([name, target, loot]).toEqual([name, target, lootOf(false)]);
    }
  }
  expect(await (await client.call('/api/state')).json()).toEqual(before);
  expect(existsSync(createdFile)).toBe(false);
  await client.ended((await runsOf(await client.run('a')))[0]?.run ?? '');
  expect(existsSync(createdFile)).toBe(true);
  figure(
    task,
    `${ways.length} attempts and 9 blind requests, from ${strangers.join(', ')} at another port: all get ` +
      'through to a server without a guard, none to ours',
  );
});

test('hostile page: a name rebound to this machine (DNS rebinding) reaches no page and no API', async ({
  task,
}) => {
  leavesNothing();
  const { client, createdFile, body } = await serveLoot();
  const { origin, token } = client.server;
  const browser = await openBrowser();
  const page = await browser.newPage();
  const rebound = origin.replace('127.0.0.1', 'evil.example');
  const answer = await page.goto(rebound);
  expect([answer?.status(), JSON.parse((await answer?.text()) ?? '')]).toMatchObject([403, { code: 'host' }]);
  const statuses = await page.evaluate(
    async ({ token: given, body: asked }) => {
      const headers = { authorization: `Bearer ${given}` };
      const answers = [
        fetch('/api/health'),
        fetch('/api/state', { headers }),
        fetch('/api/runs', { method: 'POST', headers, body: asked }),
      ];
      return Promise.all(
        answers.map((each) =>
          each.then(
            ({ status }) => status,
            () => 0,
          ),
        ),
      );
    },
    { token, body },
  );
  expect(statuses).toEqual([403, 403, 403]);
  expect(existsSync(createdFile)).toBe(false);
  figure(task, `${rebound}: 403 for the page, and for requests from that answer with the token`);
});

async function serveLoot(): Promise<{ client: Client; createdFile: string; body: string }> {
  const folder = temporaryFolder();
  const createdFile = join(folder, 'made');
  const site = join(folder, 'site');
  mkdirSync(site);
  for (const [name, text] of Object.entries(lootSite)) writeFileSync(join(site, name), text);
  const client = await serveGuide(fence(`$ touch ${createdFile}`, 'id=a'), { site });
  return {
    client,
    createdFile,
    body: JSON.stringify({ guide: 'x/g', step: 'a', hash: client.hash('a'), key: 'k', mode: 'only' }),
  };
}

async function openBrowser(): Promise<Browser> {
  const browser = await launchChromium({ settings: [resolver] });
  onTestFinished(() => browser.close());
  return browser;
}

async function attacked(browser: Browser, from: string, what: Omit<Attack, 'names'>): Promise<Loot> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(from);
  const loot = await page.evaluate(attack, { ...what, names: ways });
  await context.close();
  return loot;
}

function lootOf(all: boolean): Loot {
  return Object.fromEntries(ways.map((way) => [way, all])) as unknown as Loot;
}
