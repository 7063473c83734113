import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { statusBytes } from '../../../runner/kernel/status-line.ts';
import type { RunnerState } from '../../../src/guide/protocol.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { type Malformed, malformedRequests } from '../../support/requests/malformed-requests.ts';
import { slowRequest } from '../../support/requests/slow-request.ts';
import { serveOne } from '../../support/servers/one-step-server.ts';
import { askerOf, runStep, runsOf } from '../../support/servers/served-guide.ts';
import type { ServingProgram } from '../../support/servers/serving-program.ts';

const requests = 2000;
/** After these requests the server has loaded all of its code, so memory is measured from then on. */
const warmUps = 500;
const atOnce = 16;
const slowOnes = 60;
const memoryBytes = 20 * 1024 * 1024;
const nextMs = 100;

test('server: 2,000 malformed requests leave it running, quiet, small and fast', async ({ task }) => {
  leavesNothing();
  const { program, guide } = await serveOne();
  const asker = askerOf(program, guide);
  const parts = { host: new URL(program.origin).host, token: program.token };
  // This run opens the session, so that its descriptors are counted before the requests.
  await runStep(asker, 'a');
  const { seq } = (await (await asker.call('/api/state')).json()) as RunnerState;
  const stream = asker.events(seq, (event) => event.type === 'run-ended');
  await send(program, malformedRequests(1, warmUps, parts));
  const openBefore = descriptors(program);
  const slow = Array.from({ length: slowOnes }, (_, at) =>
    slowRequest(program, at % 2 === 0 ? 'head' : 'body', parts.host),
  );
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
  expect((await stream).at(-1)).toMatchObject({
    type: 'run-ended',
    run: run?.run,
    result: { verdict: 'passed' },
  });
  for (const each of slow) each.stop();
  await expect.poll(() => descriptors(program), { timeout: 5000 }).toBeLessThanOrEqual(openBefore);
  await program.stop();
  expect(program.printed()).toEqual({
    stdout: `Guiderail is ready: ${program.origin}/#token=${program.token}\n`,
    stderr: '',
  });
  expect(program.ended()).toBe(0);
  const slowest = Math.max(...nexts);
  figure(
    task,
    `${requests} requests after ${warmUps} to warm up, with ${slowOnes} slow ones at the same time: memory ` +
      `+${((most - before) / 2 ** 20).toFixed(1)} MB at its highest, next request ${slowest.toFixed(1)} ` +
      `ms at worst of ${nexts.length}`,
  );
  expect(most - before).toBeLessThanOrEqual(memoryBytes);
  expect(slowest).toBeLessThan(nextMs);
});

/** Sends all requests, `atOnce` at the same time, each on a new connection. */
async function send(program: ServingProgram, all: readonly Malformed[]): Promise<void> {
  const left = all.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const each of left) await sendOne(program, each);
    }),
  );
}

/** Sends one request. Waits until the server closes the connection, or is silent for 40 ms. */
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

async function timeOf(ask: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await ask();
  return performance.now() - started;
}

function residentBytes({ pid }: ServingProgram): number {
  return statusBytes(`/proc/${pid}/status`, 'VmRSS');
}

function descriptors({ pid }: ServingProgram): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
