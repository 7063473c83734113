import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectFolder } from '../../runner/guides.ts';
import { connectionLimit, headTimeoutMs, requestTimeoutMs, slowCheckMs } from '../../runner/limits.ts';
import type { RunnerState } from '../../src/guide/protocol.ts';
import { figure } from '../support/figure.ts';
import { fence } from '../support/guide-text.ts';
import { leavesNothing } from '../support/leaves-nothing.ts';
import { type Malformed, malformedRequests } from '../support/malformed.ts';
import { askerOf, guideAt, runsOf } from '../support/served-guide.ts';
import { serverProcess } from '../support/server-process.ts';
import { type ServingProgram, servingProgram } from '../support/serving-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const requests = 2000;
/** Of these, behind which the server has loaded and compiled what it answers with, memory is measured. */
const warmUps = 500;
const atOnce = 16;
const slowOnes = 60;
const memoryBytes = 20 * 1024 * 1024;
const nextMs = 100;

test('09 malformed: 2,000 seeded requests: no crash, no word of complaint, memory and the next request within bounds', async ({ task }) => {
  leavesNothing();
  const { program, guide } = await serveOne();
  const asker = askerOf(program, guide);
  goFirst(program);
  const parts = { host: new URL(program.origin).host, token: program.token };
  // With it the session is open, whose descriptors are not the requests'.
  const [first] = await runsOf(await asker.run('a'));
  await asker.ended(first?.run ?? '');
  const { seq } = (await (await asker.call('/api/state')).json()) as RunnerState;
  const stream = asker.events(seq, (event) => event.type === 'run-ended');
  await send(program, malformedRequests(1, warmUps, parts));
  const openBefore = descriptors(program);
  const slow = Array.from({ length: slowOnes }, (_, at) => slowRequest(program, at % 2 === 0 ? 'head' : 'body', parts.host));
  const before = residentBytes(program);
  let most = before;
  const nexts: number[] = [];
  const storm = malformedRequests(0, requests, parts);
  for (let at = 0; at < storm.length; at += 100) {
    await send(program, storm.slice(at, at + 100));
    nexts.push(await timeOf(() => asker.call('/api/health').then((answer) => answer.text())));
    most = Math.max(most, residentBytes(program));
  }
  expect(new Set(storm.map(({ kind }) => kind)).size).toBeGreaterThan(25);
  expect(slow.filter((each) => each.isOpen()).length).toBeGreaterThanOrEqual(slowOnes / 2);
  const [run] = await runsOf(await asker.run('a'));
  expect((await stream).at(-1)).toMatchObject({ type: 'run-ended', run: run?.run, result: { verdict: 'passed' } });
  for (const each of slow) each.stop();
  await expect.poll(() => descriptors(program), { timeout: 5000 }).toBeLessThanOrEqual(openBefore);
  await program.stop();
  expect(program.printed()).toEqual({ stdout: `Guiderail is ready: ${program.origin}/#token=${program.token}\n`, stderr: '' });
  expect(program.ended()).toBe(0);
  const slowest = Math.max(...nexts);
  figure(
    task,
    `${requests} requests behind ${warmUps} to warm up, ${slowOnes} slow ones beside them: memory +${((most - before) / 2 ** 20).toFixed(1)} MB at its highest, next request ${slowest.toFixed(1)} ms at worst of ${nexts.length}`,
  );
  expect(most - before).toBeLessThanOrEqual(memoryBytes);
  expect(slowest).toBeLessThan(nextMs);
});

test('09 malformed: a byte a second is cut off at the limit, the stream of events never', async ({ task }) => {
  leavesNothing();
  const { program, guide } = await serveOne();
  const asker = askerOf(program, guide);
  const { host } = new URL(program.origin);
  const heads = Array.from({ length: 8 }, () => slowRequest(program, 'head', host));
  const bodies = Array.from({ length: 8 }, () => slowRequest(program, 'body', host));
  const silent = slowRequest(program, 'silent', host);
  const started = performance.now();
  let cut = false;
  const stream = asker
    .events(0, (event) => event.type === 'run-ended')
    .finally(() => {
      cut = true;
    });
  const spare = 2 * slowCheckMs + 2000;
  const headMs = await Promise.all([...heads, silent].map((each) => each.closed));
  expect(Math.max(...headMs)).toBeLessThan(headTimeoutMs + spare);
  const bodyMs = await Promise.all(bodies.map((each) => each.closed));
  expect(Math.max(...bodyMs)).toBeLessThan(requestTimeoutMs + spare);
  expect([...heads, ...bodies].map(({ answer }) => answer().slice(0, 12))).toEqual(Array.from({ length: 16 }, () => 'HTTP/1.1 408'));
  expect(performance.now() - started).toBeGreaterThan(requestTimeoutMs - slowCheckMs);
  expect(cut).toBe(false);
  await asker.run('a');
  expect((await stream).at(-1)).toMatchObject({ type: 'run-ended' });
  await program.stop();
  expect(program.printed().stderr).toBe('');
  figure(
    task,
    `heads cut off after ${seconds(Math.max(...headMs))}, bodies after ${seconds(Math.max(...bodyMs))} with 408; a stream open longer than both went on`,
  );
});

test('09 malformed: more connections than the limit are turned away, and those that are there are served', async ({ task }) => {
  leavesNothing();
  const { program } = await serveOne();
  const held = connect(program.port, '127.0.0.1');
  onTestFinished(() => void held.destroy());
  await new Promise((resolve) => held.on('connect', resolve));
  const open: Socket[] = [];
  let turnedAway = 0;
  onTestFinished(() => open.forEach((socket) => void socket.destroy()));
  for (let at = 0; at < connectionLimit + 40; at += 1) {
    const socket = connect(program.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.on('close', () => (turnedAway += 1));
    open.push(socket);
    await new Promise((resolve) => socket.on('connect', resolve).on('close', resolve));
  }
  await expect.poll(() => turnedAway, { timeout: 5000 }).toBe(41);
  const answer = new Promise<string>((resolve) => held.on('data', (chunk) => resolve(String(chunk))));
  held.write(`GET /api/health HTTP/1.1\r\nhost: ${new URL(program.origin).host}\r\n\r\n`);
  expect(await answer).toMatch(/^HTTP\/1\.1 200/);
  figure(task, `${connectionLimit} connections held, the ${turnedAway} beyond them closed at once, the first one still served`);
});

async function serveOne() {
  const folder = temporaryFolder();
  const file = join(folder, 'g.mdx');
  const site = join(folder, 'site');
  const body = fence('$ true', 'id=a');
  mkdirSync(site);
  writeFileSync(join(site, 'index.html'), '<h1>page</h1>');
  writeFileSync(file, `---\ntitle: T\n---\n${body}\n`);
  return {
    program: await servingProgram([...serverProcess.flags, join(projectFolder, 'tests', 'support', 'guide-server.ts'), file, site], serverProcess.env),
    guide: guideAt(file, body),
  };
}

/** What other tests do at the same time is none of the server's delay. */
function goFirst({ pid }: ServingProgram): void {
  for (const each of [pid, process.pid]) setPriority(each, constants.priority.PRIORITY_HIGH);
  onTestFinished(() => setPriority(process.pid, constants.priority.PRIORITY_NORMAL));
}

/** Sends them, some at once, each on a connection of its own. */
async function send(program: ServingProgram, all: readonly Malformed[]): Promise<void> {
  const left = all.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const each of left) await sendOne(program, each);
    }),
  );
}

/** Until the server closes it, or has said nothing more for a while. */
function sendOne({ port }: ServingProgram, { bytes, then }: Malformed): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.on('data', () => {});
  socket.on('connect', () => {
    if (then === 'end') return void socket.end(bytes);
    socket.write(bytes, () => then === 'break' && socket.resetAndDestroy());
  });
  socket.setTimeout(40, () => socket.destroy());
  return new Promise((resolve) => socket.on('close', () => resolve()));
}

interface SlowRequest {
  isOpen(): boolean;
  answer(): string;
  /** How long the server kept it, in milliseconds. */
  readonly closed: Promise<number>;
  stop(): void;
}

/** Sends a byte a second, in the head or behind it, or none at all. */
function slowRequest({ port, token }: ServingProgram, where: 'head' | 'body' | 'silent', host: string): SlowRequest {
  const socket = connect(port, '127.0.0.1');
  const started = performance.now();
  let answer = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => (answer += String(chunk)));
  const head = `POST /api/runs HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\n`;
  if (where === 'body') socket.write(`${head}content-length: 1000\r\n\r\n`);
  else if (where === 'head') socket.write(`${head}x-slow: `);
  const dripping = where === 'silent' ? undefined : setInterval(() => socket.write('x'), 1000);
  const closed = new Promise<number>((resolve) =>
    socket.on('close', () => {
      clearInterval(dripping);
      resolve(performance.now() - started);
    }),
  );
  onTestFinished(() => void socket.destroy());
  return { isOpen: () => !socket.destroyed, answer: () => answer, closed, stop: () => void socket.destroy() };
}

async function timeOf(ask: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await ask();
  return performance.now() - started;
}

/** VmRSS of proc(5), which is in KiB. */
function residentBytes({ pid }: ServingProgram): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

function descriptors({ pid }: ServingProgram): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
