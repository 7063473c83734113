import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { judge, linesOf } from '../../../runner/match/index.ts';
import { Sanitiser } from '../../../runner/output/sanitise.ts';
import { ScreenSanitiser } from '../../../runner/output/sanitise-screen.ts';
import { Redactor } from '../../../runner/output/secrets/redact.ts';
import { consoleReporter } from '../../../runner/report/console.ts';
import { junitXml } from '../../../runner/report/junit.ts';
import { githubReporter, tapText } from '../../../runner/report/machine.ts';
import type { CommandResult, Report, StepResult } from '../../../src/guide/protocol.ts';
import { launchChromium } from '../../support/browser/chromium.ts';
import { settledState } from '../../support/browser/served-page.ts';
import { emptyFixtureFolder } from '../../support/guides/fixture-folder.ts';
import { fence, guideOf } from '../../support/guides/guide-text.ts';
import { hostileOutputs } from '../../support/guides/hostile-output.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { serveFixture } from '../../support/servers/served-fixture.ts';

const colour = /\u001b\[[\d;:]*m/g;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
const withoutColour = (text: string) => text.replace(colour, '');

/** What an output's stages make of chunks. */
function cleaned(chunks: readonly Buffer[]): string {
  const [decoder, sanitiser, redactor] = [
    new StringDecoder('utf8'),
    new Sanitiser(),
    new Redactor(['the-secret']),
  ];
  return (
    chunks.map((chunk) => redactor.push(sanitiser.push(decoder.write(chunk)))).join('') +
    redactor.push(sanitiser.push(decoder.end())) +
    redactor.flush()
  );
}

test('Sanitiser: keeps the text and the colours of hostile output, wherever it is cut', ({ task }) => {
  leavesNothing();
  let cuts = 0;
  for (const { name, bytes, seen } of hostileOutputs) {
    expect(cleaned([bytes]), name).toBe(seen);
    expect(withoutColour(seen), name).not.toMatch(controls);
    expect(cleaned([...bytes].map((byte) => Buffer.of(byte))), name).toBe(seen);
    const places = bytes.length < 3000 ? bytes.length : 0;
    for (let at = 1; at < places; at += 1)
      expect(cleaned([bytes.subarray(0, at), bytes.subarray(at)]), `${name}, cut at ${at}`).toBe(seen);
    cuts += places;
  }
  figure(task, `${hostileOutputs.length} outputs, ${cuts} places of a cut, and each byte by itself`);
});

test('ScreenSanitiser: leaves nothing that answers, links, copies or renames', ({ task }) => {
  leavesNothing();
  const harmful =
    /\u001b(?:[\]PX^_c]|\[[\d;>?=!]*[cnqtxp]|\[[^@-~]*\$|\[\?[\d;]*(?:1000|1002|1003|1004|1006)[\d;]*h)|[\u0000-\u0007\u0080-\u009f\u202a-\u202e\u2066-\u2069\u200b\ufeff]/;
  for (const { name, bytes } of hostileOutputs) {
    for (const size of [bytes.length, 1]) {
      const [decoder, screen] = [new StringDecoder('utf8'), new ScreenSanitiser()];
      let shown = '';
      for (let at = 0; at < bytes.length; at += size)
        shown += screen.push(decoder.write(bytes.subarray(at, at + size)));
      expect(shown, name).not.toMatch(harmful);
    }
  }
  figure(task, `${hostileOutputs.length} outputs, whole and byte by byte`);
});

test('judge: compares hostile output as the reader sees it', ({ task }) => {
  leavesNothing();
  const judged = (page: string, actual: string) =>
    judge({
      mode: 'docs',
      printed: { lines: page.split('\n'), line: 1 },
      actual,
      exit: 0,
      expectExit: 0,
      bindings: {},
      literals: new Set(),
    }).matches;
  for (const { name, bytes, seen } of hostileOutputs) {
    if (seen.length > 50_000) continue;
    expect(linesOf(seen), name).toEqual(linesOf(withoutColour(seen)));
    expect(judged(withoutColour(seen), `${seen}\n`), name).toBe(true);
    expect(judged(withoutColour(seen), `${seen}, and more\n`), name).toBe(false);
    // A page that was copied from such an output means the same.
    if (!controls.test(bytes.toString())) expect(judged(bytes.toString(), `${seen}\n`), name).toBe(true);
  }
  for (const hidden of [
    'pas\u200bsed',
    'pas\u202esed',
    '\u2066passed',
    'pаssed',
    'pas\u00adsed',
    'passed\ufeff',
  ])
    expect(judged('passed', `${hidden}\n`), hidden).toBe(false);
  figure(
    task,
    `${hostileOutputs.length} outputs match as they are seen and not with more; 6 look-alikes of ` +
      '`passed` differ from it',
  );
});

/** A report in which everything that a cluster or a command can say is hostile. */
function hostileReport(): Report {
  const steps = hostileOutputs.map(({ bytes, seen }, at): StepResult => {
    const raw = bytes.toString();
    const command: CommandResult = {
      command: 0,
      text: `cat ${at}`,
      line: 5,
      verdict: 'differs',
      exit: 0,
      output: seen,
      attempts: 1,
      ms: 1,
      reasons: [],
      sentences: [`the output says ${seen}`, raw],
      ...(at % 2 === 0 && {
        comparison: {
          kind: 'lines',
          lines: [{ op: 'changed', page: raw, pageLine: 6, actual: seen, actualLine: 1 }],
        } as never,
      }),
    };
    const evidence = [
      { kind: 'crash', subject: raw, sentence: raw, detail: [raw, seen], next: raw },
    ] as const;
    return {
      run: 'r',
      step: `step-${at}`,
      verdict: 'differs',
      startedAt: '2026-11-22T15:00:00.000Z',
      ms: 1,
      message: raw,
      next: raw,
      commands: at % 5 === 0 ? [] : [command],
      evidence,
    };
  });
  const raw = hostileOutputs.map(({ bytes }) => bytes.toString()).join('');
  return {
    guide: 'guide',
    file: 'guide.mdx',
    title: 'Guide',
    target: raw,
    versions: { kubernetes: raw },
    choices: {},
    startedAt: '2026-11-22T15:00:00.000Z',
    ms: 1,
    steps,
    leftovers: [{ kind: 'Service', name: raw }],
    error: `${raw} \ud800 lone`,
  };
}

test('reporters: hostile texts stay clean in the console, JUnit, TAP and annotations', ({ task }) => {
  leavesNothing();
  const report = hostileReport();
  const { guide } = guideOf(
    report.steps.map((_, at) => fence(`$ cat ${at}`, `id=step-${at}`)).join('\n\n'),
    'guide.mdx',
  );
  const said = (color: boolean) => {
    let text = '';
    const reporter = consoleReporter((more) => (text += more), { color });
    reporter.passStarted?.({ guide, choices: {}, target: 'local', versions: {}, steps: report.steps.length });
    for (const [at, result] of report.steps.entries()) reporter.stepEnded?.(guide.steps[at] as never, result);
    reporter.passEnded?.(report);
    return text;
  };
  expect(said(false)).not.toMatch(controls);
  expect(said(true).replace(/\u001b\[(?:0|1|2|3[1-6]|9[0-7])m/g, '')).not.toMatch(controls);
  for (const text of [said(false), withoutColour(said(true))])
    expect(text).not.toMatch(/^\s*::|##(?:\[|vso\[|teamcity\[)/m);
  let annotations = '';
  githubReporter((more) => (annotations += more)).passEnded?.(report);
  expect(annotations).not.toMatch(controls);
  expect(
    annotations
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('::error file=guide.mdx')),
  ).toEqual([]);
  const tap = tapText([report]);
  expect(tap).not.toMatch(controls);
  expect(
    tap
      .trimEnd()
      .split('\n')
      .slice(2)
      .filter((line) => !/^(?:not )?ok \d+ - guide /.test(line)),
  ).toEqual([]);
  const xml = junitXml([report]);
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/);
  const count =
    'import sys, xml.dom.minidom; ' +
    'print(len(xml.dom.minidom.parseString(sys.stdin.buffer.read()).getElementsByTagName("testcase")))';
  expect(
    Number(execFileSync('python3', ['-c', count], { input: xml, encoding: 'utf8', maxBuffer: 1e8 })),
  ).toBe(report.steps.length + 1);
  figure(
    task,
    `${report.steps.length} steps with hostile outputs, sentences, causes and errors; ${xml.length} ` +
      'characters of XML 1.0 that a strict parser takes',
  );
});

/** All elements inside, and each of their attributes, that are not ours. */
const strangers = (page: Page, within: string) =>
  page.evaluate((selector) => {
    const tags = new Set(
      'SPAN PRE DIV P CODE STRONG TABLE THEAD TBODY TR TD TH UL LI DETAILS SUMMARY BUTTON'.split(' '),
    );
    const isOurs = (name: string) =>
      ['class', 'role', 'tabindex', 'scope', 'colspan', 'hidden', 'type'].includes(name) ||
      /^(data|aria)-/.test(name);
    const inside = [...document.querySelectorAll(`${selector} *`)];
    return inside.flatMap((each) => [
      ...(tags.has(each.tagName) ? [] : [each.tagName]),
      ...each.getAttributeNames().filter((name) => !isOurs(name)),
    ]);
  }, within);

test('page: shows hostile output as text and executes nothing', async ({ task }) => {
  leavesNothing();
  const folder = emptyFixtureFolder('hostile');
  for (const [at, { bytes }] of hostileOutputs.entries()) writeFileSync(join(folder, String(at)), bytes);
  const fixture = await serveFixture('hostile');
  onTestFinished(() => fixture.close());
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const complaints: string[] = [];
  const page = await fixture.open(browser, {
    prepare: async (opened) => {
      opened.on('dialog', (dialog) => void complaints.push(`dialog ${dialog.message()}`));
      opened.on('popup', () => void complaints.push('popup'));
      opened.on('pageerror', (error) => void complaints.push(error.message));
      opened.on('console', (message) => message.type() === 'error' && void complaints.push(message.text()));
      opened.on(
        'request',
        (request) => request.url().startsWith(fixture.server.origin) || void complaints.push(request.url()),
      );
      opened.on('framenavigated', (frame) => frame === opened.mainFrame() || void complaints.push('frame'));
    },
  });
  const risky =
    'script, iframe, object, embed, img, link, style, base, meta, form, a, svg, input, video, audio';
  const count = () => page.evaluate((selector) => document.querySelectorAll(selector).length, risky);
  await page.locator('[data-target-phase="live"]').waitFor();
  // The search loads what it needs when the page is idle, with elements of its own.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/ui-core')),
  );
  const [before, title] = [await count(), await page.title()];
  await page.locator('[data-action="terminal"]').first().click();
  await page.locator('.dock-line textarea').waitFor();
  const afterTerminal = await count();
  await page.locator('#step-each [data-action="run"]').click();
  expect(await settledState(page, 'each')).toBe('passed');
  await page.locator('#step-all [data-action="run"]').click();
  expect(await settledState(page, 'all')).toBe('differs');
  const shown = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('#step-each [data-output] pre')].map((pre) => pre.textContent),
    );
  // A long output comes to the page in several frames.
  const lengths = hostileOutputs.map(({ seen }) => withoutColour(seen).length);
  await expect
    .poll(async () => (await shown()).map((text) => text?.length), { timeout: 20_000 })
    .toEqual(lengths);
  const texts = await shown();
  for (const [at, { name, seen }] of hostileOutputs.entries())
    expect(texts[at], name).toBe(withoutColour(seen));
  for (const place of ['[data-output]', '[data-outcome]', '[data-foot]'])
    expect(await strangers(page, place)).toEqual([]);
  expect(await count()).toBe(afterTerminal);
  expect(afterTerminal - before).toBeLessThan(3);
  expect(
    await page.evaluate(() => ({
      hacked: 'hacked' in window,
      polluted: 'hacked' in {},
      clipboard: document.hasFocus(),
    })),
  ).toMatchObject({
    hacked: false,
    polluted: false,
  });
  expect((await page.title()).endsWith(title)).toBe(true);
  expect(complaints).toEqual([]);
  figure(
    task,
    `${hostileOutputs.length} outputs, their verdict and the terminal in Chromium: text as it should ` +
      'be, no element but ours, no request, no dialog, no error',
  );
});
