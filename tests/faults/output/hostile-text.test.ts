import { execFileSync } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { expect, test } from 'vitest';
import { judge, linesOf } from '../../../runner/match/index.ts';
import { Sanitiser } from '../../../runner/output/sanitise.ts';
import { ScreenSanitiser } from '../../../runner/output/sanitise-screen.ts';
import { Redactor } from '../../../runner/output/secrets/redact.ts';
import { consoleReporter } from '../../../runner/report/console.ts';
import { githubReporter } from '../../../runner/report/github.ts';
import { junitXml } from '../../../runner/report/junit.ts';
import { tapText } from '../../../runner/report/tap.ts';
import type { Report } from '../../../src/guide/report.ts';
import type { CommandResult, StepResult } from '../../../src/guide/result.ts';
import { withoutColours } from '../../../src/guide/text/control-sequences.ts';
import { fence, guideOf } from '../../support/guides/guide-text.ts';
import { hostileOutputs } from '../../support/guides/hostile-output.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';

const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** The text that is left when these chunks have passed the decoder, the sanitiser and the redactor. */
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
    expect(withoutColours(seen), name).not.toMatch(controls);
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
    expect(linesOf(seen), name).toEqual(linesOf(withoutColours(seen)));
    expect(judged(withoutColours(seen), `${seen}\n`), name).toBe(true);
    expect(judged(withoutColours(seen), `${seen}, and more\n`), name).toBe(false);
    // An author may have copied the raw output into the page.
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
    `${hostileOutputs.length} outputs match as readers see them, and not with more text; 6 look-alikes of ` +
      '`passed` differ from it',
  );
});

/** A report with hostile text in every field that a cluster or a command can fill. */
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
    reporter.passStarted?.({ guide, choices: {}, target: 'local', versions: {} });
    for (const [at, result] of report.steps.entries()) reporter.stepEnded?.(guide.steps[at] as never, result);
    reporter.passEnded?.(report);
    return text;
  };
  expect(said(false)).not.toMatch(controls);
  expect(said(true).replace(/\u001b\[(?:0|1|2|3[1-6]|9[0-7])m/g, '')).not.toMatch(controls);
  for (const text of [said(false), withoutColours(said(true))])
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
