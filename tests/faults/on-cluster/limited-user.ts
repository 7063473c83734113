import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { contextTarget } from '../../../runner/cluster/context-target.ts';
import type { Target } from '../../../runner/cluster/target.ts';
import { status } from '../../../runner/local-cluster/index.ts';
import type { UsedCluster } from '../../support/clusters/cluster-target.ts';
import { testCluster } from '../../support/clusters/test-cluster.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';

/** The cluster for a user who may only read it and do `verbs` with config maps. */
export async function asLimitedUser(
  cluster: UsedCluster,
  verbs = ['get', 'list', 'create'],
  more: readonly object[] = [],
): Promise<{ file: string; target: Target }> {
  const rules = [
    { apiGroups: [''], resources: ['namespaces', 'pods'], verbs: ['get', 'list'] },
    { apiGroups: [''], resources: ['configmaps'], verbs },
    ...more,
  ];
  const manifest = join(temporaryFolder(), 'limited.json');
  const of = (kind: string, rest: object) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: 'guiderail-test-limited' },
    ...rest,
  });
  const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'limited' }];
  const roleRef = {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: 'guiderail-test-limited',
  };
  writeFileSync(
    manifest,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [of('ClusterRole', { rules }), of('ClusterRoleBinding', { subjects, roleRef })],
    }),
  );
  cluster.kubectl('apply', '-f', manifest);
  onTestFinished(() => void cluster.kubectl('delete', '-f', manifest));
  const { access } = await status(testCluster);
  const config = JSON.parse(readFileSync(access?.hostKubeconfig ?? '', 'utf8')) as {
    users: { user: object }[];
  };
  config.users = config.users.map((entry) => ({ ...entry, user: { ...entry.user, as: 'limited' } }));
  const file = join(temporaryFolder(), 'kubeconfig');
  writeFileSync(file, JSON.stringify(config));
  vi.stubEnv('GUIDERAIL_CONFIRM_CLUSTER', cluster.target.uid);
  onTestFinished(() => void vi.unstubAllEnvs());
  return {
    file,
    target: await contextTarget(testCluster, {
      kubeconfig: file,
      pathBehind: access ? [access.binFolder] : [],
    }),
  };
}
