import { readFileSync } from 'node:fs';
import { ReplacedError, TargetError } from '../errors.ts';
import {
  type ClusterAccess,
  curlImage,
  down,
  isKeptHere,
  isWarm,
  nameOption,
  status,
  up,
  whyNot,
} from '../local-cluster/index.ts';
import { ClusterApi } from './cluster-api.ts';
import { ClusterWrites } from './cluster-writes.ts';
import { Connection } from './connection.ts';
import { clusterUid, readVersions } from './facts.ts';
import { newKubeConfig } from './kubeconfig/new-kube-config.ts';
import { ObjectRemoval } from './object-removal.ts';
import type { LocalOrigin, Target } from './target.ts';
import type { NoCluster, OpenOptions, OriginInfo, TargetKind } from './target-kind.ts';

export interface LocalChoice {
  readonly kind: 'local';
}

/** `--target local`: the cluster that Guiderail builds and runs on this machine. */
export const localKind: TargetKind<LocalChoice, LocalOrigin> = {
  form: 'local',
  parse: (text) => (text === 'local' ? { kind: 'local' } : undefined),
  chosen: () => ({
    name: 'local',
    isShared: false,
    isBuilt: isWarm,
    open: openLocal,
    close: async (name) => {
      if (await isKeptHere(name)) await down({ name });
    },
    afterClose: async (name) =>
      (await status(name)).state === 'up'
        ? `Cluster ${name} stays up; \`npx guiderail cluster down --name ${name}\` takes it down.`
        : undefined,
  }),
  originInfo: localOriginInfo,
};

async function openLocal({
  clusterName: name,
  keeping,
  signal,
  onProgress,
}: OpenOptions): Promise<Target | NoCluster> {
  const why = (await status(name)).state === 'up' ? undefined : await whyNot(name);
  if (why !== undefined) return { noCluster: new TargetError('no-local-cluster', why) };
  return localTarget(await up({ name, keeping, onProgress, ...(signal && { signal }) }));
}

function localOriginInfo({ name }: LocalOrigin): OriginInfo {
  const option = nameOption(name);
  return {
    title: `the local cluster ${name}`,
    clusterName: name,
    isGoneWhenReplaced: true,
    command: (command) => `npx guiderail cluster shell${option} -- ${command}`,
    // The terminal of a page is in the closed network of the cluster, where `npx` reaches nothing.
    commandPlace: " in the project's folder",
    unreachableHint:
      `Check it with \`npx guiderail cluster status${option}\`, start it with \`npx guiderail cluster ` +
      `up${option}\`, and start the runner again.`,
    imageHint:
      `The local cluster reaches no registry. Use \`${curlImage.replace('docker.io/', '')}\`, the image ` +
      'that it has for guides, or a cluster of your own (`--target context=NAME`)',
    reopen: async () => {
      const { access } = await status(name);
      return access && localTarget(access);
    },
  };
}

/**
 * The target of a local cluster that is up. The runner reaches the API through the cluster's relay on
 * loopback; shells run inside the network of the cluster's node.
 */
export async function localTarget(access: ClusterAccess): Promise<Target> {
  const config = await newKubeConfig();
  config.loadFromFile(access.hostKubeconfig);
  const connection = new Connection(config);
  const api = new ClusterApi(connection);
  const uid = await clusterUid(api);
  const key = config.getCurrentUser()?.keyData;
  return {
    name: 'local',
    uid,
    versions: await readVersions(api),
    api,
    writes: new ClusterWrites(connection),
    removal: new ObjectRemoval(connection),
    origin: { kind: 'local', name: access.name },
    isShared: false,
    reachesProxies: false,
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
