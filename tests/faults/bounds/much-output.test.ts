import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { statusBytes } from '../../../runner/kernel/status-line.ts';
import { outputLimitChars } from '../../../runner/limits.ts';
import type { StepResult } from '../../../src/guide/result.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { runStep, runsOf } from '../../support/servers/served-guide.ts';
import { serveInProgram } from '../../support/servers/served-program.ts';

const mebibyte = 1024 ** 2;
const bytes = 100_000_000;
const width = 99;
/** The bytes and a line feed after each full line. The last line is not full. */
const chars = bytes + Math.floor(bytes / width);
const flood = `head -c ${bytes} /dev/zero | tr "\\0" x | fold -w ${width}`;

/** The most memory that a process has used (VmHWM in proc(5)), or uses now (VmRSS), in bytes. */
function memoryOf(pid: number, what: 'VmHWM' | 'VmRSS'): number {
  return statusBytes(`/proc/${pid}/status`, what);
}

test('output: 100 MB take less than 100 MiB of memory and are cut with an exact count', async ({ task }) => {
  leavesNothing();
  const body = [
    fence('$ echo on\non', 'id=next'),
    fence(`$ ${flood}; touch x; (exit 4)`, 'id=flood match=none exit=3 timeout=100s'),
  ];
  const client = await serveInProgram(body.join('\n\n'));
  await runStep(client, 'next');
  const before = memoryOf(client.program.pid, 'VmRSS');
  const page = client.events(0, (event) => event.type === 'run-ended' && event.result.step === 'flood');
  const { verdict, message, ms, run } = await runStep(client, 'flood');
  expect([verdict, message]).toEqual(['failed', expect.stringContaining('exit status 4')]);
  const grown = memoryOf(client.program.pid, 'VmHWM') - before;
  const { results } = (await (await client.call('/api/state')).json()) as {
    results: Record<string, Record<string, StepResult>>;
  };
  const output = results['x/g']?.['flood']?.commands[0]?.output ?? '';
  const cut = /\n\[guiderail: (\d+) more characters were dropped, after the first (\d+)\]\n$/.exec(output);
  expect(cut?.slice(1).map(Number)).toEqual([chars - outputLimitChars, outputLimitChars]);
  expect(cut?.index).toBe(outputLimitChars);
  const shown = (await page)
    .flatMap((event) => (event.type === 'output' && event.run === run ? [event.text] : []))
    .join('');
  expect(shown === output).toBe(true);
  expect(grown).toBeLessThan(100 * mebibyte);
  expect(await runStep(client, 'next')).toMatchObject({ verdict: 'passed' });
  figure(
    task,
    `${bytes} bytes in ${ms} ms, ${cut?.[1]} of ${chars} characters dropped and counted; memory ` +
      `+${Math.round(grown / mebibyte)} MiB at most, with a page that reads it`,
  );
});

const stallMs = 30_000;
const betweenMs = 20;

test('output: a client that stops reading for 30 s slows no step', async ({ task }) => {
  leavesNothing();
  const body = [fence('$ echo on\non', 'id=quick'), fence('$ seq 1 40000\n1\n...\n40000', 'id=lines')];
  const client = await serveInProgram(body.join('\n\n'));
  const rounds = async (enough: () => boolean) => {
    const tookMs: number[] = [];
    while (!enough() || tookMs.length < 20) {
      const { ms, verdict } = await runStep(client, 'quick');
      expect(verdict).toBe('passed');
      tookMs.push(ms);
      await pause(betweenMs);
    }
    return tookMs.sort((a, b) => a - b)[tookMs.length >> 1] ?? 0;
  };
  await runStep(client, 'lines');
  const aloneMs = await rounds(() => true);
  const before = memoryOf(client.program.pid, 'VmRSS');
  const stalled = connect(client.program.port, '127.0.0.1');
  onTestFinished(() => void stalled.destroy());
  stalled.pause();
  stalled.write(
    `GET /api/events?after=0 HTTP/1.1\r\nhost: 127.0.0.1:${client.program.port}\r\nauthorization: ` +
      `Bearer ${client.program.token}\r\n\r\n`,
  );
  const until = performance.now() + stallMs;
  let stepsRun = 0;
  const stalledMs = await rounds(() => {
    stepsRun += 1;
    return performance.now() > until;
  });
  for (let round = 0; round < 20; round += 1)
    expect(await runStep(client, 'lines')).toMatchObject({ verdict: 'passed' });
  // The server returns freed memory when it is idle.
  const grown = () => memoryOf(client.program.pid, 'VmRSS') - before;
  await expect.poll(grown, { timeout: 20_000, interval: 500 }).toBeLessThan(100 * mebibyte);
  expect(stalledMs).toBeLessThan(aloneMs + 20);
  const [last] = await runsOf(await client.run('quick'));
  let heard = '';
  stalled.setEncoding('utf8').on('data', (text) => {
    heard = (heard + text).slice(-100_000);
  });
  stalled.resume();
  await expect.poll(() => heard.includes(`"run-ended","run":"${last?.run}"`), { timeout: 10_000 }).toBe(true);
  figure(
    task,
    `${stepsRun} steps meanwhile, median ${stalledMs} ms each (${aloneMs} ms without it); then 20 of 40000 ` +
      `lines; memory +${Math.round(grown() / mebibyte)} MiB; when it reads again it gets what came last`,
  );
});
