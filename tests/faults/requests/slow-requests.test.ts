import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { connectionLimit, headTimeoutMs, requestTimeoutMs, slowCheckMs } from '../../../runner/limits.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { slowRequest } from '../../support/requests/slow-request.ts';
import { serveOne } from '../../support/servers/one-step-server.ts';
import { askerOf } from '../../support/servers/served-guide.ts';

test('server: a request that sends one byte a second is ended, a stream of events is not', async ({
  task,
}) => {
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
  expect([...heads, ...bodies].map(({ answer }) => answer().slice(0, 12))).toEqual(
    Array.from({ length: 16 }, () => 'HTTP/1.1 408'),
  );
  expect(performance.now() - started).toBeGreaterThan(requestTimeoutMs - slowCheckMs);
  expect(cut).toBe(false);
  await asker.run('a');
  expect((await stream).at(-1)).toMatchObject({ type: 'run-ended' });
  await program.stop();
  expect(program.printed().stderr).toBe('');
  figure(
    task,
    `heads cut off after ${seconds(Math.max(...headMs))}, bodies after ${seconds(Math.max(...bodyMs))} ` +
      'with 408; a stream that was open longer went on',
  );
});

test('server: connections beyond the limit are closed, and the others still work', async ({ task }) => {
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
  figure(
    task,
    `${connectionLimit} connections held, the ${turnedAway} beyond them closed at once, the first one ` +
      'still served',
  );
});

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
