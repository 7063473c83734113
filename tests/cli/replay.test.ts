import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describe, judge, literalsOfGuide } from '../../runner/match/index.ts';
import { contentFolder } from '../../runner/project.ts';
import { readRecording } from '../../runner/report/recording.ts';
import type { Bindings } from '../../src/guide/outcome.ts';
import { recordingOf } from '../../src/guide/page/guide-files.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { passesOf, stepsOfPass } from '../../src/guide/passes.ts';
import { printedFor } from '../../src/guide/printed-for.ts';

const file = join(contentFolder, 'istio', 'kubernetes-services-for-egress-traffic.mdx');
const source = readFileSync(file, 'utf8');
const recording = readRecording(recordingOf(file));

/**
 * Compares the recorded outputs with the text of a page. Returns the differences as `step:line: sentence`.
 */
function replay(text: string): string[] {
  const { guide, problems } = parseGuide(text, { file: 'guide.mdx', name: 'guide' });
  if (problems.length > 0) return problems.map(({ line, message }) => `${line}: ${message}`);
  const literals = literalsOfGuide(guide);
  const found: string[] = [];
  for (const choices of passesOf(guide)) {
    let bindings: Bindings = {};
    for (const step of stepsOfPass(guide, choices)) {
      for (const [at, { expectation }] of step.commands.entries()) {
        const recorded = recording?.steps[step.id]?.commands[at];
        if (!recorded) throw new Error(`${step.id} is not recorded.`);
        const [printed] = printedFor(expectation, recording.versions);
        const judged = judge({
          mode: expectation.mode,
          printed,
          actual: recorded.output,
          exit: recorded.exit,
          expectExit: expectation.exit,
          bindings,
          literals,
        });
        bindings = judged.bindings;
        const [reason] = judged.reasons;
        if (reason)
          found.push(`${step.id}:${'pageLine' in reason ? reason.pageLine : ''}: ${describe(reason)}`);
      }
    }
    // The second pass ran on a cluster with other addresses, so the recording has only the steps that the
    // first pass does not have.
    if (found.length > 0) break;
  }
  return found;
}

test('recording: has every step of the page with its hash, and all outputs match the page', () => {
  const { guide } = parseGuide(source, { file, name: 'guide' });
  expect(guide.steps.map(({ id, hash }) => [id, hash])).toEqual(
    guide.steps.map(({ id }) => [id, recording?.steps[id]?.hash]),
  );
  expect(replay(source)).toEqual([]);
});

test.each<[string, (text: string) => string, string]>([
  [
    'READY 1/1 to 2/2',
    (text) => text.replace('  1/1     Running', '  2/2     Running'),
    'verify-no-sidecar:LINE: row sleep-66c8d79ff5-8tqrl, column READY: the page says 2/2, the output says ' +
      '1/1',
  ],
  [
    'ExternalName to ClusterIP',
    (text) => text.replace('my-httpbin   ExternalName', 'my-httpbin   ClusterIP   '),
    'observe-httpbin:LINE: row my-httpbin, column TYPE: the page says ClusterIP, the output says ' +
      'ExternalName',
  ],
  [
    'my-httpbin to my-httpbun in printed output',
    (text) => text.replace('service/my-httpbin created', 'service/my-httpbun created'),
    'create-httpbin:LINE: output line 1: the page says "service/my-httpbun created"',
  ],
  [
    'the cluster IP in the curl -v output only',
    (text) => text.replace('(172.21.156.230) port 443 (#0)', '(172.21.156.231) port 443 (#0)'),
    'call-wikipedia-verbose:LINE: output line 4:',
  ],
  [
    'X-Envoy-Attempt-Count removed',
    (text) => text.replace(',\n       "X-Envoy-Attempt-Count": "1"', ''),
    'call-httpbin:LINE: output line 5:',
  ],
  [
    'created to configured',
    (text) => text.replace('service/my-wikipedia created', 'service/my-wikipedia configured'),
    'create-wikipedia:LINE: output line 1:',
  ],
  [
    'a printed line dropped',
    (text) => text.replace('  service/sleep created\n', ''),
    'start-sleep-automatic:LINE: the output says "service/sleep created" (line 2), the page has no such line',
  ],
])('judge: finds a page with %s, and names line and cell', (_, change, sentence) => {
  const changed = change(source);
  const before = source.split('\n');
  const line = changed.split('\n').findIndex((text, at) => text !== before[at]) + 1;
  const [first = ''] = replay(changed);
  expect(first).toContain(sentence.replace(/:LINE.*/, ''));
  expect(Math.abs(Number(first.split(':')[1]) - line)).toBeLessThanOrEqual(2);
  expect(first).toContain(sentence.replace(/.*:LINE: /, ''));
});

test('parseGuide: a page whose closing EOF is removed has a problem, so nothing runs', () => {
  const [first] = replay(
    source.replace('   EOF\n   service/my-wikipedia created', '   service/my-wikipedia created'),
  );
  expect(first).toContain('not closed by a line `EOF`');
});
