import { expect, onTestFinished, test } from 'vitest';
import { useTestCluster } from '../../support/clusters/cluster-target.ts';
import { testCluster } from '../../support/clusters/test-cluster.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { runStep, runsOf, serveGuide } from '../../support/servers/served-guide.ts';
import { asLimitedUser } from './limited-user.ts';
import { label, make, remove } from './preflight-steps.ts';

const cluster = useTestCluster();

test('page: missing rights stop the first step with all sentences', async ({ task }) => {
  leavesNothing();
  const before = await cluster.objects();
  const limited = await asLimitedUser(cluster);
  const client = await serveGuide([make, label, remove].join('\n\n'), { target: limited.target });
  const result = await runStep(client, 'make');
  expect(result).toMatchObject({ verdict: 'errored', commands: [] });
  expect(result.message?.match(/^- .* may not .*$/gm)).toHaveLength(4);
  expect((await cluster.objects()).filter((each) => !each.includes('guiderail-test-limited'))).toEqual(
    before,
  );
  figure(task, 'first step errored with 4 sentences, 0 objects written');
});

test('page: a leftover stops no step that reads, and is the cause when a step fails on it', async ({
  task,
}) => {
  leavesNothing();
  // Wait until istiod is ready. It may have missed a probe while other tests ran, and would then be named as
  // a cause too.
  cluster.kubectl(
    'wait',
    '--namespace',
    'istio-system',
    '--for=condition=Ready',
    'pod',
    '--selector',
    'app=istiod',
    '--timeout=60s',
  );
  cluster.kubectl('create', 'configmap', 'preflight-a');
  onTestFinished(() => void cluster.kubectl('delete', 'configmap', 'preflight-a', '--ignore-not-found'));
  const before = await cluster.objects();
  const body = [
    fence('$ kubectl create configmap preflight-a\nconfigmap/preflight-a created', 'id=make'),
    fence('$ kubectl get configmap preflight-a -o name\nconfigmap/preflight-a', 'id=read'),
    remove,
  ].join('\n\n');
  const client = await serveGuide(body, { target: cluster.target });
  const resultOf = async (step: string) => client.ended((await runsOf(await client.run(step)))[0]?.run ?? '');
  expect(await resultOf('read')).toMatchObject({ verdict: 'passed' });
  expect(await resultOf('make')).toMatchObject({
    verdict: 'failed',
    evidence: [
      {
        kind: 'left-over',
        subject: 'ConfigMap preflight-a',
        next:
          `Delete it if it is not needed: \`npx guiderail cluster shell --name ${testCluster} -- kubectl ` +
          "delete configmap preflight-a -n default` in the project's folder.",
      },
    ],
  });
  expect(await cluster.objects()).toEqual(before);
  expect(await resultOf('remove')).toMatchObject({ verdict: 'passed' });
  figure(
    task,
    'one leftover: the reading step passed, the creating step failed with the command that deletes it',
  );
});
