import { expect, test } from 'vitest';
import { junitXml } from '../../runner/report/junit.ts';
import { tapText } from '../../runner/report/tap.ts';
import type { CommandResult } from '../../src/guide/result.ts';
import { bad, good, left, passed, report, stepResult } from './sample-reports.ts';

test('junitXml: a case for each command, with the reasons of skips and the line and cell of failures', () => {
  const xml = junitXml([good, bad]);
  expect(xml.match(/<testcase/g)).toHaveLength(5);
  expect(xml).toContain('name="a: $ echo a"');
  expect(xml).toContain('<![CDATA[a\n]]>');
  expect(xml).toContain('<skipped/>');
  expect(xml).toContain('needs istio &lt;1.21, the target has 1.31.1'.replace('&lt;', '<'));
  expect(xml).toContain(
    'message="content/istio/egress.mdx:9: row x, column TYPE: the page says ExternalName, the output ' +
      'says ClusterIP" type="differs"',
  );
  expect(xml).toContain('tests="5" failures="1" errors="0" skipped="1"');
});

test('junitXml: leftovers and a broken cluster are failures of their own', () => {
  expect(junitXml([left])).toContain(
    'message="Service x in default (made by a)&#xA;The guide has no cleanup step. Add a step with ' +
      '`role=cleanup` that deletes what the guide makes." type="leftovers"',
  );
  expect(junitXml([report([], { error: 'The cluster is gone.' })])).toContain(
    'message="The cluster is gone."',
  );
});

test('junitXml and tapText: a step that broke after its last command has an entry of its own', () => {
  const broken = report([stepResult('a', 'errored', [passed], 'The cluster is gone.')]);
  expect(junitXml([broken])).toContain('errors="1"');
  expect(tapText([broken])).toContain('not ok 1 - istio/egress (way: one) a: The cluster is gone.');
});

test('tapText: a point for each command, after the plan', () => {
  expect(tapText([bad])).toBe(
    'TAP version 14\n1..2\nnot ok 1 - istio/egress (way: one) b: kubectl get svc x ' +
      'content/istio/egress.mdx:9: row x, column TYPE: the page says ExternalName, the output says ' +
      'ClusterIP\n' +
      'ok 2 - istio/egress (way: one) nothing left behind\n',
  );
  expect(tapText([good])).toContain('ok 2 - istio/egress (way: one) old # SKIP needs istio <1.21');
});

test('junitXml and tapText: a command that was not run is skipped, with the reason', () => {
  const sentence = 'The command at line 6 was not run because `$NS` has no value: no step above sets it.';
  const notRun: CommandResult = {
    ...passed,
    command: 1,
    line: 6,
    text: 'echo $NS',
    verdict: 'skipped',
    attempts: 0,
    output: '',
    reasons: [{ code: 'not-run', detail: sentence }],
    sentences: [sentence],
  };
  const reports = [report([stepResult('a', 'skipped', [passed, notRun], sentence)])];
  expect(junitXml(reports)).toContain(`<skipped/>\n      <system-out><![CDATA[${sentence}]]></system-out>`);
  expect(tapText(reports)).toContain(
    `ok 3 - istio/egress (way: one) a: echo $NS # SKIP content/istio/egress.mdx:6: ${sentence}\n`,
  );
});
