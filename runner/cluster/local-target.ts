import { readFileSync } from 'node:fs';
import { ReplacedError } from '../errors.ts';
import type { ClusterAccess } from '../local-cluster/index.ts';
import { ClusterApi } from './cluster-api.ts';
import { ClusterWrites } from './cluster-writes.ts';
import { Connection } from './connection.ts';
import { clusterUid, readVersions } from './facts.ts';
import { newKubeConfig } from './kubeconfig/new-kube-config.ts';
import { ObjectRemoval } from './object-removal.ts';
import type { Target } from './target.ts';

/** The embedded cluster, which is up: the API through its relay, shells inside the node's own network. */
export async function localTarget(access: ClusterAccess): Promise<Target> {
  const config = await newKubeConfig();
  config.loadFromFile(access.hostKubeconfig);
  const connection = new Connection(config);
  const api = new ClusterApi(connection);
  const uid = await clusterUid(api);
  const key = config.getCurrentUser()?.keyData;
  return {
    kind: 'local',
    name: 'local',
    uid,
    versions: await readVersions(api),
    api,
    writes: new ClusterWrites(connection),
    removal: new ObjectRemoval(connection),
    origin: { kind: 'local', name: access.name },
    kubeconfig: readFileSync(access.nodeKubeconfig, 'utf8'),
    enter: ['nsenter', `--net=${access.nodeNetns}`, '--'],
    pathBefore: [access.binFolder],
    pathBehind: [],
    secrets: key === undefined ? [] : [key],
    recheck: async () => {
      if ((await clusterUid(api)) === uid) return;
      throw new ReplacedError('The local cluster was replaced by another one.');
    },
  };
}
