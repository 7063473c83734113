import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { machineNames } from './record/cluster-name.ts';

/**
 * The folder of everything that outlives a clone of the project: `$GUIDERAIL_CACHE`, else `guiderail` in the
 * cache folder of the XDG Base Directory Specification.
 */
export function cacheFolder(env = process.env): string {
  if (env['GUIDERAIL_CACHE']) return resolve(env['GUIDERAIL_CACHE']);
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'guiderail');
}

/** The path of a file or folder in this source folder, such as `settings`. */
export function sourcePath(...parts: string[]): string {
  return join(import.meta.dirname, ...parts);
}

/** The paths of one cluster's files and folders. */
export interface ClusterFolders {
  state: string;
  record: string;
  logs: string;
  pki: string;
  settings: string;
  /** The folders that the node mounts over folders of the machine, in its own mount namespace. */
  covers: string;
  bin: string;
  sockets: string;
  containerdSocket: string;
  apiSocket: string;
  hostKubeconfig: string;
  nodeKubeconfig: string;
  /** The folder in which kubectl caches the cluster's kinds. */
  kubeCache: string;
}

export function clusterFolders(name: string, cache = cacheFolder()): ClusterFolders {
  const state = join(cache, 'clusters', name);
  const { sockets } = machineNames(name);
  return {
    state,
    record: join(state, 'cluster.json'),
    logs: join(state, 'logs'),
    pki: join(state, 'pki'),
    settings: join(state, 'settings'),
    covers: join(state, 'covers'),
    bin: join(state, 'bin'),
    sockets,
    containerdSocket: join(sockets, 'containerd.sock'),
    apiSocket: join(sockets, 'api.sock'),
    hostKubeconfig: join(state, 'host.kubeconfig'),
    nodeKubeconfig: join(state, 'node.kubeconfig'),
    kubeCache: join(state, 'kube-cache'),
  };
}
