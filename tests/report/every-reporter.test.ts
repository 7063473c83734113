import { expect, test } from 'vitest';
import { consoleReporter } from '../../runner/report/console.ts';
import { githubReporter } from '../../runner/report/github.ts';
import { jsonReporter } from '../../runner/report/json.ts';
import { junitXml } from '../../runner/report/junit.ts';
import { tapText } from '../../runner/report/tap.ts';
import type { Step } from '../../src/guide/model.ts';
import type { Report } from '../../src/guide/report.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';
import {
  begun,
  differs,
  gone,
  left,
  message,
  outside,
  passed,
  refused,
  report,
  stepResult,
  undeclared,
} from './sample-reports.ts';

test('every reporter: names the commands that were not run after a failure, and what to do', () => {
  let text = '';
  const out = (more: string) => (text += more);
  const reporter = consoleReporter(out, { color: false });
  const { guide } = guideOf(fence('$ kubectl get svc x', 'id=b'), 'content/istio/egress.mdx');
  reporter.passStarted?.({ guide, choices: {}, target: 'local', versions: {} });
  reporter.stepEnded?.(guide.steps[0] as Step, begun.steps[0] as StepResult);
  reporter.passEnded?.(begun);
  expect(text).toBe(
    [
      '',
      'Guide',
      'content/istio/egress.mdx, 1 step on local',
      '  ≠  1 b differs 0.0 s',
      '      content/istio/egress.mdx:9: row x, column TYPE: the page says ExternalName, the output ' +
        'says ClusterIP. The command was run 3 times in 2 s.',
      '      $ kubectl get svc x',
      '      NAME TYPE',
      '      x ClusterIP',
      '      Not run because of it: `kubectl apply -f - <<END …` (line 11) and `kubectl get pods` (line 14).',
      '      → Wait.',
      '  0 passed, 1 did not pass, nothing left behind in 1.0 s',
      '  If the page is out of date, `npx guiderail bless content/istio/egress.mdx` proposes what to change.',
      '',
    ].join('\n'),
  );
  text = '';
  githubReporter(out).passEnded?.(begun);
  expect(text).toBe(
    '::error file=content/istio/egress.mdx,line=9,title=b differs::row x, column TYPE: the page says ' +
      'ExternalName, the output says ClusterIP. The command was run 3 times in 2 s.' +
      '%0ANot run because of it: `kubectl apply -f - <<END …` (line 11) and `kubectl get pods` (line ' +
      '14).%0A→ Wait.\n',
  );
  expect(tapText([begun])).toBe(
    [
      'TAP version 14',
      '1..4',
      'not ok 1 - istio/egress (way: one) b: kubectl get svc x content/istio/egress.mdx:9: row x, ' +
        'column TYPE: the page says ExternalName, the output says ClusterIP. The command was ' +
        'run 3 times in 2 s. → Wait.',
      'ok 2 - istio/egress (way: one) b: kubectl apply -f - <<END # SKIP Not run, because the command ' +
        'of line 5 did not pass.',
      'ok 3 - istio/egress (way: one) b: kubectl get pods # SKIP Not run, because the command of line ' +
        '5 did not pass.',
      'ok 4 - istio/egress (way: one) nothing left behind',
      '',
    ].join('\n'),
  );
  const xml = junitXml([begun]);
  expect(xml).toContain('tests="4" failures="1" errors="0" skipped="2"');
  expect(xml).toContain('name="b: $ kubectl get pods"');
  expect(xml).toContain('<![CDATA[Not run, because the command of line 5 did not pass.]]>');
  expect(xml).toContain(
    'Not run because of it: `kubectl apply -f - &lt;&lt;END …` (line 11) and `kubectl get pods` (line ' +
      '14).&#xA;→ Wait.',
  );
});

test('every reporter: says what to do about objects that a guide left', () => {
  const added =
    'The guide has no cleanup step. Add a step with `role=cleanup` that deletes what the guide makes.';
  const kept = report([stepResult('a', 'passed', [passed]), stepResult('clean', 'passed', [passed])], {
    cleanup: ['clean'],
    leftovers: [
      ...left.leftovers,
      { kind: 'Namespace', name: 'y' },
      { kind: 'ConfigMap', namespace: 'y', name: 'a' },
      { kind: 'Pod', name: 'z', finalizers: ['f'] },
    ],
  });
  const deleted =
    'The cleanup of the guide (clean) passed, but did not delete this: Service x in default, Namespace ' +
    'y. Add a command that deletes it to that cleanup.';
  let text = '';
  const out = (more: string) => (text += more);
  consoleReporter(out, { color: false }).passEnded?.(left);
  expect(text).toBe(
    `  ! Cleanup left 1:\n      Service x in default (made by a)\n      → ${added}\n  1 passed, 1 left ` +
      'behind in 1.0 s\n',
  );
  text = '';
  consoleReporter(out, { color: false }).passEnded?.(kept);
  expect(text).toContain(`      → ${deleted}\n`);
  text = '';
  githubReporter(out).passEnded?.(left);
  expect(text).toBe(
    `::error file=content/istio/egress.mdx::left behind: Service x in default (made by a)%0A→ ${added}\n`,
  );
  expect(tapText([left])).toContain(
    `not ok 2 - istio/egress (way: one) left behind: Service x in default (made by a) → ${added}\n`,
  );
  expect(junitXml([left])).toContain(
    `message="Service x in default (made by a)&#xA;${added}" type="leftovers"`,
  );
  const failed = { ...kept, steps: [stepResult('clean', 'failed', [differs])] };
  text = '';
  consoleReporter(out, { color: false }).passEnded?.(failed);
  expect(text).not.toContain('→');
});

test('every reporter: names objects that were there before and are gone', () => {
  const texts = [
    'ConfigMap y in default (there before, deleted by a)',
    'Node z (there before), being deleted but held by the finalizer f',
  ];
  let text = '';
  const out = (more: string) => (text += more);
  consoleReporter(out, { color: false }).passEnded?.(gone);
  expect(text).toBe(
    `  ! No longer there 2:\n      ${texts.join('\n      ')}\n  1 passed, 2 no longer there in 1.0 s\n`,
  );
  text = '';
  consoleReporter(out, { color: false }).passEnded?.({
    ...gone,
    leftovers: [...left.leftovers, ...gone.leftovers],
  });
  expect(text).toContain('1 passed, 1 left behind, 2 no longer there in');
  text = '';
  githubReporter(out).passEnded?.(gone);
  expect(text).toBe(`::error file=content/istio/egress.mdx::no longer there: ${texts.join('; ')}\n`);
  expect(tapText([gone])).toContain(
    `not ok 2 - istio/egress (way: one) no longer there: ${texts.join('; ')}\n`,
  );
  expect(junitXml([gone])).toContain(`message="${texts.join('; ')}" type="leftovers"`);
});

test('every reporter: names undeclared writes with the line of the command', () => {
  const line = `content/istio/egress.mdx:31: ${message} [undeclared-write]`;
  let text = '';
  const out = (more: string) => (text += more);
  consoleReporter(out, { color: false }).passEnded?.(outside);
  expect(text).toBe(`  ! ${line}\n  1 passed, nothing left behind in 1.0 s\n`);
  text = '';
  consoleReporter(out, { color: false }).passEnded?.(refused);
  expect(text).toBe(`  ! ${line}\n  Nothing was written.\n  0 passed, nothing left behind in 1.0 s\n`);
  text = '';
  githubReporter(out).passEnded?.(outside);
  expect(text).toBe(`::error file=content/istio/egress.mdx,line=31,title=a undeclared-write::${message}\n`);
  expect(tapText([outside])).toBe(
    'TAP version 14\n1..3\nok 1 - istio/egress (way: one) a: echo a\nnot ok 2 - istio/egress (way: ' +
      `one) ${line}\nok 3 - istio/egress (way: one) nothing left behind\n`,
  );
  const xml = junitXml([outside, refused]);
  expect(xml.match(/<testcase/g)).toHaveLength(5);
  expect(xml).toContain(`<failure message="${line}" type="undeclared-write"/>`);
  expect(xml).toContain('tests="5" failures="2" errors="0" skipped="0"');
  text = '';
  jsonReporter(out).finished?.([outside]);
  expect((JSON.parse(text) as Report[])[0]?.undeclared).toEqual(undeclared);
});
