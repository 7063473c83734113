import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { EarlierSnapshot } from '../../../runner/cluster/snapshot/earlier-snapshot.ts';
import { discover } from '../../../runner/cluster/snapshot/resources.ts';
import { runPass } from '../../../runner/pass/guide-pass.ts';
import { UndeclaredWatch } from '../../../runner/pass/undeclared-watch.ts';
import type { Guide } from '../../../src/guide/model.ts';
import { useTestCluster } from '../../support/clusters/cluster-target.ts';
import { testCluster } from '../../support/clusters/test-cluster.ts';
import { guideFile } from '../../support/guides/guide-file.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { guiderail } from '../../support/programs/guiderail.ts';
import { runsOf, serveGuide } from '../../support/servers/served-guide.ts';

const cluster = useTestCluster();

const front = '{namespaces: [undeclared-team], creates: [clusterrole/undeclared-named]}';
const start = fence(
  '$ kubectl create namespace undeclared-team\nnamespace/undeclared-team created',
  'id=start',
);
const end = fence(
  '$ kubectl delete namespace undeclared-team\nnamespace "undeclared-team" deleted',
  'id=end role=cleanup timeout=120s',
);

/** Writes a guide and the file `script.sh` for it. */
function guideWith(steps: readonly string[], script = ''): { file: string; guide: Guide } {
  const written = guideFile([start, ...steps, end], { guide: front });
  const folder = written.file.replace(/\.mdx$/, '.files');
  mkdirSync(folder);
  writeFileSync(join(folder, 'script.sh'), script);
  return written;
}

function lineOf(guide: Guide, step: string, command = 0): number | undefined {
  return guide.steps.find(({ id }) => id === step)?.commands[command]?.line;
}

const remedy = (namespace: string, entry: string) =>
  `which the guide does not declare. Add \`${namespace}\` to \`guide.namespaces\`, name another ` +
  `namespace with \`-n\`, or add \`${entry}\` to \`guide.creates\`. [undeclared-write]`;

test('test: reports all undeclared writes in the text of a guide, and does not run it', async ({ task }) => {
  leavesNothing();
  const before = await cluster.objects();
  const step = fence(
    [
      '$ kubectl create configmap undeclared-a --from-literal=k=v',
      'configmap/undeclared-a created',
      '$ kubectl label namespace default undeclared=yes',
      'namespace/default labeled',
      '$ kubectl apply -f - <<EOF',
      'apiVersion: networking.istio.io/v1',
      'kind: ServiceEntry',
      'metadata: {name: undeclared-b, namespace: istio-system}',
      'EOF',
      '$ kubectl create clusterrole undeclared-named --verb=get --resource=pods',
      'clusterrole.rbac.authorization.k8s.io/undeclared-named created',
    ].join('\n'),
    'id=make',
  );
  // Without the label, `check` cannot be sure: one write depends on the namespace of the context, and the
  // other has a kind that is not part of Kubernetes. So only the preflight reports them.
  const { file, guide } = guideWith([step.replace(/\$ kubectl label.*\n.*labeled\n/, '')]);
  const { status, stdout, stderr } = await guiderail(['test', file, '--name', testCluster]);
  const lines = stdout.split('\n').map((line) => line.trim());
  expect(lines.filter((line) => line.startsWith('!'))).toEqual([
    `! ${file}:${lineOf(guide, 'make')}: Step make writes ConfigMap undeclared-a into the namespace ` +
      `default, ${remedy('default', 'configmap/default/undeclared-a')}`,
    `! ${file}:${lineOf(guide, 'make', 1)}: Step make writes ServiceEntry undeclared-b into the ` +
      `namespace istio-system, ${remedy('istio-system', 'serviceentry/istio-system/undeclared-b')}`,
  ]);
  expect(lines).toContain('Nothing was written.');
  expect(stderr).toContain('[context-namespace]');
  expect(stderr).not.toContain('[nothing-ran]');
  const { file: certain, guide: labels } = guideWith([step]);
  const refused = await guiderail(['test', certain, '--name', testCluster]);
  expect(refused.stderr.split('\n')[0]).toBe(
    `${certain}:${lineOf(labels, 'make', 1)}: Step make changes Namespace default, which the guide ` +
      'does not declare. Add `default` to `guide.namespaces`. [undeclared-write]',
  );
  expect([status, refused.status, await cluster.objects()]).toEqual([2, 2, before]);
  figure(task, 'exit status 2, two sentences with their lines; 0 objects written');
});

test('test: reports undeclared writes of scripts and variables with their step', async ({ task }) => {
  leavesNothing();
  cluster.kubectl('create', 'configmap', 'undeclared-there', '--from-literal=k=v', '-n', 'kube-system');
  onTestFinished(() => void cluster.kubectl('delete', 'configmap', 'undeclared-there', '-n', 'kube-system'));
  const script = [
    'kubectl create configmap undeclared-a --from-literal=k=v -n default',
    'kubectl create clusterrole undeclared-named --verb=get --resource=pods',
    'kubectl create clusterrole undeclared-role --verb=get --resource=pods',
    'kubectl create configmap undeclared-own --from-literal=k=v -n undeclared-team',
  ].join('\n');
  const steps = [
    fence('$ sh script.sh > /dev/null', 'id=script'),
    fence(
      '$ export NS=istio-system\n$ kubectl create configmap undeclared-b --from-literal=k=v -n $NS\n' +
        'configmap/undeclared-b created',
      'id=variable',
    ),
    fence(
      '$ echo patch > /dev/null; kubectl patch configmap undeclared-there -n $(echo kube-system) -p ' +
        '\'{"data":{"a":"b"}}\'\nconfigmap/undeclared-there patched',
      'id=patch',
    ),
    fence(
      '$ sh -c "kubectl delete configmap undeclared-a -n default; kubectl delete configmap ' +
        'undeclared-b -n $NS" > /dev/null',
      'id=remove',
    ),
    fence(
      '$ sh -c "kubectl delete clusterrole undeclared-named undeclared-role" > /dev/null',
      'id=roles role=cleanup',
    ),
  ];
  const { file, guide } = guideWith(steps, script);
  const { status, stdout } = await guiderail(['test', file, '--name', testCluster]);
  const lines = stdout.split('\n').map((line) => line.trim());
  expect(lines.filter((line) => line.startsWith('!'))).toEqual([
    `! ${file}:${lineOf(guide, 'script')}: Step script created ConfigMap undeclared-a in the namespace ` +
      `default, ${remedy('default', 'configmap/default/undeclared-a')}`,
    `! ${file}:${lineOf(guide, 'script')}: Step script created ClusterRole undeclared-role, which the ` +
      'guide does not declare. Add `clusterrole/undeclared-role` to `guide.creates`. ' +
      '[undeclared-write]',
    `! ${file}:${lineOf(guide, 'variable', 1)}: Step variable created ConfigMap undeclared-b in the ` +
      `namespace istio-system, ${remedy('istio-system', 'configmap/istio-system/undeclared-b')}`,
    `! ${file}:${lineOf(guide, 'patch')}: Step patch changed ConfigMap undeclared-there in the ` +
      `namespace kube-system, ${remedy('kube-system', 'configmap/kube-system/undeclared-there')}`,
  ]);
  expect([status, lines.at(-2)?.replace(/ in .*/, '')]).toEqual([2, '7 passed, nothing left behind']);
  figure(task, 'all 7 steps passed and nothing was left, yet 4 sentences and exit status 2');
});

test('runPass: does not report writes of controllers', async ({ task }) => {
  leavesNothing();
  const workload = [
    '$ sh -c "kubectl label namespace undeclared-team istio-injection=enabled" > /dev/null',
    '$ sh -c "kubectl create deployment web --image=example.invalid/none -n undeclared-team --replicas ' +
      '2" > /dev/null',
    '$ sh -c "kubectl expose deployment web --port 80 -n undeclared-team" > /dev/null',
    '$ sh -c "kubectl autoscale deployment web --max 3 -n undeclared-team" > /dev/null',
    '$ sh -c "kubectl create job work --image=example.invalid/none -n undeclared-team" > /dev/null',
    '$ sh -c "kubectl get namespace kube-system" > /dev/null',
  ];
  const { guide } = guideWith([
    fence(workload.join('\n'), 'id=workload'),
    fence('$ kubectl wait --for=create pod -l app=web -n undeclared-team\n...met\n...met', 'id=pods'),
  ]);
  const { error, undeclared, steps, leftovers } = await runPass({
    guide,
    target: cluster.target,
    choices: {},
    signal: new AbortController().signal,
  });
  expect({ error, undeclared, verdicts: steps.map(({ verdict }) => verdict), leftovers }).toEqual({
    error: undefined,
    undeclared: undefined,
    verdicts: ['passed', 'passed', 'passed', 'passed'],
    leftovers: [],
  });
  figure(task, 'Deployment, Service, autoscaler, Job, injected pods: 0 sentences');
});

test('page: marks an undeclared change, and refuses a guide whose text shows one', async ({ task }) => {
  leavesNothing();
  const before = await cluster.objects();
  const body = [
    fence(
      '$ sh -c "kubectl create configmap undeclared-a --from-literal=k=v -n default" > /dev/null',
      'id=make',
    ),
    fence('$ sh -c "kubectl delete configmap undeclared-a -n default" > /dev/null', 'id=remove'),
  ];
  const client = await serveGuide(body.join('\n\n'), { target: cluster.target, guide: front });
  const resultOf = async (step: string) => client.ended((await runsOf(await client.run(step)))[0]?.run ?? '');
  const change = { kind: 'ConfigMap', namespace: 'default', name: 'undeclared-a', undeclared: true };
  expect(await resultOf('make')).toMatchObject({
    verdict: 'passed',
    changes: [{ op: 'created', ...change }],
  });
  expect(await resultOf('remove')).toMatchObject({
    verdict: 'passed',
    changes: [{ op: 'deleted', ...change }],
  });
  const plain = await serveGuide(
    fence(
      '$ kubectl create configmap undeclared-a --from-literal=k=v\nconfigmap/undeclared-a created',
      'id=make',
    ),
    {
      target: cluster.target,
      guide: front,
    },
  );
  const refused = await plain.ended((await runsOf(await plain.run('make')))[0]?.run ?? '');
  expect(refused.verdict).toBe('errored');
  expect(refused.message?.replace(/^.*?:(\d+): /, '$1: ')).toBe(
    `${/:(\d+): /.exec(refused.message ?? '')?.[1]}: Step make writes ConfigMap undeclared-a into the ` +
      `namespace default, ${remedy('default', 'configmap/default/undeclared-a')}\nNothing was written.`,
  );
  expect(await cluster.objects()).toEqual(before);
  figure(
    task,
    'the change is marked as not declared; the guide whose text shows it errored before its first command',
  );
});

test('UndeclaredWatch: searches the cluster in less than half a second', async ({ task }) => {
  const { guide } = guideWith([fence('$ sh script.sh', 'id=script')]);
  const step = guide.steps.find(({ id }) => id === 'script');
  const before = await EarlierSnapshot.begin(cluster.target.api, await discover(cluster.target.api));
  onTestFinished(() => before.end());
  const watch = UndeclaredWatch.of(guide, cluster.target, {
    scope: { all: true },
    before,
    unclearSteps: new Set(['script']),
  });
  if (!step || !watch) throw new Error('Nothing is watched.');
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await watch.beforeWrite(step);
    const started = performance.now();
    watch.stepEnded();
    expect(await watch.found()).toEqual([]);
    times.push(performance.now() - started);
  }
  const best = Math.min(...times);
  expect(best).toBeLessThan(500);
  figure(
    task,
    `${Math.round(best)} ms, best of ${times.length}; the pass waits for it only before its next ` +
      'command that writes',
  );
});
