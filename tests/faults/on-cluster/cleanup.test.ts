import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { useTestCluster } from '../../support/clusters/cluster-target.ts';
import { testCluster } from '../../support/clusters/test-cluster.ts';
import { guideFile } from '../../support/guides/guide-file.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { startGuiderail } from '../../support/programs/started-guiderail.ts';

const cluster = useTestCluster();

const service = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {ports: [{port: 80}]}`;

/** A guide that creates a cluster role, a service and a config map, runs `disturbed`, and deletes them. */
function fencesWith(disturbed: string): string[] {
  return [
    fence(
      '$ kubectl create clusterrole tidy --verb=get --resource=pods\n' +
        'clusterrole.rbac.authorization.k8s.io/tidy created',
      'id=role role=setup',
    ),
    fence(
      `$ kubectl apply -f - <<EOF\n${service('tidy')}\nEOF\nservice/tidy created\n$ kubectl create ` +
        'configmap tidy\nconfigmap/tidy created',
      'id=make',
    ),
    disturbed,
    fence(
      '$ kubectl delete service tidy\nservice "tidy" deleted ...\n$ kubectl delete configmap tidy\n' +
        'configmap "tidy" deleted ...',
      'id=remove role=cleanup',
    ),
    fence(
      '$ kubectl delete clusterrole tidy\nclusterrole.rbac.authorization.k8s.io "tidy" deleted',
      'id=remove-role role=cleanup',
    ),
  ];
}

/** Creates objects of the same kinds in the same namespaces. Returns a function that reads their versions. */
function othersObjects(): () => string {
  const file = join(temporaryFolder(), 'others.yaml');
  const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: others}';
  writeFileSync(
    file,
    [service('others'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: others}', role].join('\n---\n'),
  );
  cluster.kubectl('apply', '-f', file);
  onTestFinished(() => void cluster.kubectl('delete', '-f', file));
  return () =>
    cluster.kubectl(
      'get',
      '-f',
      file,
      '-o',
      'jsonpath={range .items[*]}{.metadata.name} {.metadata.uid} {.metadata.resourceVersion}{"\\n"}{end}',
    );
}

test.for<[string, string, number, RegExp]>([
  ['success', fence('$ kubectl get configmap tidy -o name\nconfigmap/tidy', 'id=third'), 0, /✓ +3 third/],
  ['failure', fence('$ kubectl get configmap untidy', 'id=third within=0'), 1, /✕ +3 third failed/],
  [
    'timeout',
    fence('$ kubectl get configmap --watch > /dev/null', 'id=third timeout=1s'),
    1,
    /⏱ +3 third timed-out/,
  ],
  ['cancel', fence('$ kubectl get configmap --watch > /dev/null', 'id=third'), 1, /■ +3 third cancelled/],
])(
  'cleanup after %s: deletes every object of the guide and no other object',
  async ([how, disturbed, exit, third], { task }) => {
    leavesNothing();
    const others = othersObjects();
    const [before, theirs] = [await cluster.objects(), others()];
    const { file } = guideFile(fencesWith(disturbed));
    const call = startGuiderail(['test', file, '--name', testCluster]);
    if (how === 'cancel') {
      await call.has(' 2 make');
      call.child.kill('SIGINT');
    }
    const status = await call.ended;
    expect(call.printed()).toMatch(third);
    expect(call.printed()).toContain('nothing left behind');
    const after = await cluster.objects();
    expect([status, after, others()]).toEqual([exit, before, theirs]);
    const left = after.filter((each) => !before.includes(each)).length;
    figure(
      task,
      `exit status ${status}; of 3 objects made ${left} left; 3 of others with UID and resource ` +
        'version as before',
    );
  },
);
