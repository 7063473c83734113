import { expect, test } from 'vitest';
import { consoleReporter } from '../../runner/report/console.ts';
import { junitXml } from '../../runner/report/junit.ts';
import type { Step } from '../../src/guide/model.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';
import { bad, left, report } from './sample-reports.ts';

test('consoleReporter: prints the sentence with file and line', () => {
  let text = '';
  const reporter = consoleReporter((more) => (text += more), { color: false });
  const { guide } = guideOf(fence('$ kubectl get svc x', 'id=b'), 'content/istio/egress.mdx');
  reporter.passStarted?.({ guide, choices: {}, target: 'local', versions: {} });
  reporter.stepEnded?.(guide.steps[0] as Step, bad.steps[0] as StepResult);
  reporter.passEnded?.(left);
  expect(text).toContain('content/istio/egress.mdx:9: row x, column TYPE: the page says ExternalName');
  expect(text).toContain('Cleanup left 1:\n      Service x in default (made by a)');
});

test('consoleReporter and junitXml: print what the cluster says about a failure, and what to do', () => {
  const evidence = {
    kind: 'image',
    subject: 'Pod x',
    sentence: 'The image x:1 cannot be pulled.',
    detail: ['not found'],
    next: 'Correct the image.',
  } as const;
  const explained = { ...(bad.steps[0] as StepResult), evidence: [evidence] };
  let text = '';
  const reporter = consoleReporter((more) => (text += more), { color: false });
  const { guide } = guideOf(fence('$ kubectl get svc x', 'id=b'), 'content/istio/egress.mdx');
  reporter.passStarted?.({ guide, choices: {}, target: 'local', versions: {} });
  reporter.stepEnded?.(guide.steps[0] as Step, explained);
  expect(text).toContain(
    '      The image x:1 cannot be pulled.\n        not found\n        → Correct the image.\n',
  );
  expect(junitXml([report([explained])])).toContain(
    'The image x:1 cannot be pulled.&#xA;  not found&#xA;  → Correct the image.',
  );
  expect(junitXml([report([{ ...explained, verdict: 'errored', commands: [] }])])).toContain(
    '  → Correct the image.',
  );
});
