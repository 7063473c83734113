import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { localTarget } from '../../runner/cluster/local-target.ts';
import type { Target } from '../../runner/cluster/target.ts';
import { status } from '../../runner/local-cluster/index.ts';
import { runPass } from '../../runner/pass/guide-pass.ts';
import { consoleReporter } from '../../runner/report/console.ts';
import { Session } from '../../runner/session/session.ts';
import type { Guide, Step } from '../../src/guide/model.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import type { Report } from '../../src/guide/report.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { relayTo } from '../support/clusters/cluster-relay.ts';
import { ensureTestCluster, testCluster } from '../support/clusters/test-cluster.ts';
import { apply, deployment, namespace, waitFor } from '../support/guides/failing-steps.ts';
import { fence } from '../support/guides/guide-text.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

/** The image that the local cluster has for guides. */
const curlImage = 'curlimages/curl:7.88.1';
const never = new AbortController().signal;
const silent = { commandStarted() {}, output() {}, commandEnded() {} };

let target: Target;

beforeAll(async () => {
  await ensureTestCluster();
  const { access } = await status(testCluster);
  if (!access) throw new Error('The test cluster is not up.');
  target = await localTarget(access);
});

test('evidence: an image that does not exist', async () => {
  const { failed, text } = await runInNamespace([
    apply(deployment('web', 'example.invalid/nothing:1')),
    waitFor('deployment/web'),
  ]);
  expect(failed.evidence).toMatchObject([
    {
      kind: 'image',
      subject: expect.stringMatching(/^Pod web-\w+-\w+ in evidence-test$/),
      next: expect.stringMatching(/^The local cluster reaches no registry\. Use `curlimages\/curl:/),
    },
  ]);
  expect(failed.evidence?.[0]?.sentence).toContain('The image example.invalid/nothing:1 of container web');
  expect(failed.evidence?.[0]?.detail?.join('\n')).toMatch(/pull/i);
  expect(text).toContain(failed.evidence?.[0]?.sentence);
});

test('evidence: a container that ends, with its last lines', async () => {
  // Without this option, the pod counts as available between its start and its end.
  const lasting = '  minReadySeconds: 60\n  selector';
  const crashing = deployment(
    'web',
    curlImage,
    '',
    "command: [sh, -c, 'echo reading settings; echo no settings; exit 3']",
  ).replace('  selector', lasting);
  const { failed, text } = await runInNamespace([apply(crashing), waitFor('deployment/web')]);
  expect(failed.evidence).toMatchObject([
    { kind: 'crash', sentence: expect.stringContaining('ends with exit status 3 (Error)') },
  ]);
  expect(text).toContain('reading settings\n        no settings\n');
});

test('evidence: a container that is not ready, with the answer to its probe', async () => {
  const probe = 'readinessProbe: {exec: {command: [sh, -c, "echo not yet; false"]}, periodSeconds: 1}';
  const { failed } = await runInNamespace([
    apply(deployment('web', curlImage, '', `command: [sleep, infinity], ${probe}`)),
    waitFor('deployment/web'),
  ]);
  expect(failed.evidence).toMatchObject([
    { kind: 'not-ready', sentence: expect.stringContaining('Readiness probe failed: not yet') },
  ]);
});

test('evidence: a pod that was made before its namespace was labelled for injection', async () => {
  const { failed } = await runInNamespace([
    apply(deployment('web', curlImage, '', 'command: [sleep, infinity]')),
    `$ kubectl wait --for=condition=Available deployment/web -n ${namespace} --timeout=30s\n` +
      'deployment.apps/web condition met',
    `$ kubectl label namespace ${namespace} istio-injection=enabled\nnamespace/${namespace} labeled`,
    `$ kubectl get pods -n ${namespace}\nNAME                   READY   STATUS    RESTARTS   AGE\n` +
      'web-7bd4f5c8b9-w2l7h   2/2     Running   0          1s',
  ]);
  expect(failed.evidence).toMatchObject([
    {
      kind: 'sidecar',
      sentence: expect.stringContaining('has no sidecar, although its namespace is labelled for injection'),
    },
  ]);
});

test('evidence: an API server that is killed during a session', async () => {
  const relay = await relayTo(target);
  const guide = guideOf([
    fence('$ kubectl get namespace default -o name\nnamespace/default', 'id=first'),
    fence('$ kubectl get namespaces -o name\n...\nnamespace/default\n...', 'id=second within=0'),
  ]);
  const session = new Session(guide, relay.target);
  onTestFinished(() => session.close());
  const run = (at: number) => session.run(guide.steps[at] as Step, { signal: never, listener: silent });
  expect(await run(0)).toMatchObject({ verdict: 'passed' });
  await relay.cut();
  const failed = await run(1);
  expect(failed).toMatchObject({
    verdict: 'errored',
    evidence: [
      { kind: 'cluster-unreachable', next: expect.stringContaining('npx guiderail cluster status') },
    ],
  });
  expect(failed.evidence?.[0]?.sentence).toMatch(
    /^The cluster at 127\.0\.0\.1:\d+ has not answered since \d\d:\d\d:\d\d UTC: /,
  );
});

function guideOf(fences: readonly string[]): Guide {
  const head = `---\ntitle: Evidence\nguide:\n  namespaces: [${namespace}]\n---\n`;
  const { guide, problems } = parseGuide(`${head}${fences.join('\n\n')}\n`, {
    file: join(temporaryFolder(), 'evidence.mdx'),
    name: 'evidence',
  });
  expect(problems).toEqual([]);
  return guide;
}

/** Runs commands in a namespace of their own, which is deleted afterwards. The last command has to fail. */
async function runInNamespace(commands: readonly string[]): Promise<{ failed: StepResult; text: string }> {
  const guide = guideOf([
    fence(`$ kubectl create namespace ${namespace}\nnamespace/${namespace} created`, 'role=setup'),
    ...commands.map((command, at) =>
      fence(
        command,
        at === commands.length - 1
          ? `id=failing${/^\$ kubectl apply/.test(command) ? '' : ' within=0'}`
          : `id=step-${at}`,
      ),
    ),
    fence(`$ kubectl delete namespace ${namespace}\nnamespace "${namespace}" deleted`, 'role=cleanup'),
  ]);
  const report = await runPass({ guide, target, choices: {}, signal: never });
  expect(report).toMatchObject({
    leftovers: [],
    steps: expect.arrayContaining([expect.objectContaining({ step: 'failing' })]),
  });
  const failed = report.steps.find(({ step }) => step === 'failing') as StepResult;
  expect(failed.verdict).toMatch(/differs|failed/);
  return { failed, text: printed(guide, report) };
}

function printed(guide: Guide, report: Report): string {
  let text = '';
  const reporter = consoleReporter((more) => (text += more), { color: false });
  reporter.passStarted?.({ guide, choices: {}, target: 'local', versions: {} });
  for (const step of guide.steps)
    reporter.stepEnded?.(step, report.steps.find((result) => result.step === step.id) as StepResult);
  return text;
}
