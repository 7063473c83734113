import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { consoleReporter } from '../../../runner/report/console.ts';
import { githubReporter } from '../../../runner/report/github.ts';
import { jsonReporter } from '../../../runner/report/json.ts';
import { junitXml } from '../../../runner/report/junit.ts';
import { makeRecording } from '../../../runner/report/recording.ts';
import { tapText } from '../../../runner/report/tap.ts';
import { Session } from '../../../runner/session/session.ts';
import type { Report } from '../../../src/guide/report.ts';
import type { StepResult } from '../../../src/guide/result.ts';
import { loopbackTarget } from '../../support/clusters/loopback-target.ts';
import { fence, guideOf } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { runsOf, serveGuide } from '../../support/servers/served-guide.ts';
import { known, ordinary, secretTexts } from './secret-texts.ts';

/** The secrets of which the text has at least one whole line. */
function leaksIn(text: string): string[] {
  return secretTexts.flatMap(({ name, secrets }) =>
    secrets.flatMap((secret) => {
      const lines = secret.split(/\r?\n|\\n/).filter((line) => line.length >= 8 && !line.startsWith('-----'));
      return lines
        .filter((line) => text.includes(line) || text.includes(JSON.stringify(line).slice(1, -1)))
        .map((line) => `${name}: ${line.slice(0, 40)}`);
    }),
  );
}

/** A command that prints the file with one write for each character. */
const slowly = (file: string) => `while IFS= read -r -d '' -n 1 c; do printf %s "$c"; done <${file}`;

function secretFiles(): { whole: string; slow: string } {
  const folder = temporaryFolder();
  const text = secretTexts.map(({ raw }) => raw).join('\n');
  writeFileSync(join(folder, 'whole'), `${text}\n${ordinary}\n`);
  return { whole: `cat ${join(folder, 'whole')}`, slow: `${slowly(join(folder, 'whole'))}; false` };
}

test('server: no secret is in the events, the state or the terminal', async ({ task }) => {
  leavesNothing();
  const { whole, slow } = secretFiles();
  const client = await serveGuide(
    [fence(`$ ${whole}`, 'id=whole'), fence(`$ ${slow}\nnothing`, 'id=slow within=0')].join('\n\n'),
  );
  for (const step of ['whole', 'slow'])
    await client.ended((await runsOf(await client.run(step)))[0]?.run ?? '');
  await client.call(`/api/sessions/${encodeURIComponent('x/g')}/line`, {
    method: 'POST',
    body: `echo ${known}; ${whole}`,
  });
  const events = await client.events(0, (event) => event.type === 'typed' && !event.running);
  const stream = events.map((event) => JSON.stringify(event)).join('\n');
  const state = await (await client.call('/api/state')).text();
  const terminal = events
    .flatMap((event) => (event.type === 'terminal' ? [event.text] : []))
    .join('')
    .replaceAll('\r\n', '\n');
  const outputs = ['whole', 'slow'].map((step) =>
    events
      .flatMap((event) => (event.type === 'output' && event.run === runOf(events, step) ? [event.text] : []))
      .join(''),
  );
  for (const text of [stream, state, terminal, ...outputs]) expect(leaksIn(text)).toEqual([]);
  for (const output of [...outputs, terminal]) expect(output).toContain(ordinary);
  expect(terminal).toContain('echo [redacted]');
  figure(
    task,
    `${secretTexts.length} secrets, whole and character by character: none in ${stream.length} characters ` +
      `of events, ${state.length} of state, ${terminal.length} of terminal`,
  );
});

function runOf(events: readonly { type: string }[], step: string): string | undefined {
  return events.flatMap((event) =>
    'step' in event && event.type === 'run-queued' && event.step === step && 'run' in event
      ? [String(event.run)]
      : [],
  )[0];
}

test('reporters: no secret is in reports, recordings, environments or arguments', async ({ task }) => {
  leavesNothing();
  const { whole, slow } = secretFiles();
  const body = [
    fence(`$ ${whole}`, 'id=whole'),
    fence(`$ ${slow}\nnothing`, 'id=slow within=0'),
    fence('$ env; cat /proc/$$/cmdline /proc/$PPID/cmdline', 'id=env'),
  ];
  const { guide } = guideOf(body.join('\n\n'), join(temporaryFolder(), 'guide.mdx'));
  const target = loopbackTarget();
  const session = new Session(guide, target);
  onTestFinished(() => session.close());
  const steps: StepResult[] = [];
  for (const step of guide.steps) {
    steps.push(
      await session.run(step, {
        signal: new AbortController().signal,
        listener: { commandStarted() {}, output() {}, commandEnded() {} },
      }),
    );
  }
  const about = {
    guide: 'guide',
    file: guide.file,
    title: 'Guide',
    target: 'local',
    versions: {},
    choices: {},
    startedAt: '2026-11-22T15:00:00.000Z',
    ms: 1,
    leftovers: [],
  };
  const report: Report = { ...about, steps };
  let said = '';
  const write = (text: string) => {
    said += text;
  };
  const people = consoleReporter(write, { color: true });
  people.passStarted?.({ guide, choices: {}, target: 'local', versions: {} });
  for (const [at, result] of steps.entries()) people.stepEnded?.(guide.steps[at] as never, result);
  people.passEnded?.(report);
  githubReporter(write).passEnded?.(report);
  jsonReporter(write).finished?.([report]);
  write(junitXml([report]) + tapText([report]) + JSON.stringify(makeRecording(guide, [report])));
  expect(steps.map(({ verdict }) => verdict)).toEqual(['passed', 'failed', 'passed']);
  expect(leaksIn(said)).toEqual([]);
  expect(said).toContain('[redacted]');
  expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(known);
  figure(
    task,
    `${secretTexts.length} secrets: none in ${said.length} characters of console, annotations, JSON, ` +
      'JUnit, TAP and recording',
  );
});
