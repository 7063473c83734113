/** Where everything lies: the cache that outlives a clone, and the state of one cluster. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { machineNames } from './record/cluster-name.ts';

/** `$GUIDERAIL_CACHE`, else `guiderail` in the XDG cache folder (XDG Base Directory Specification). */
export function cacheFolder(env = process.env): string {
  if (env['GUIDERAIL_CACHE']) return resolve(env['GUIDERAIL_CACHE']);
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'guiderail');
}

/** A file or folder that is part of this source folder. */
export function sourcePath(...parts: string[]): string {
  return join(import.meta.dirname, ...parts);
}

export interface ClusterFolders {
  state: string;
  record: string;
  logs: string;
  pki: string;
  settings: string;
  /** What the node's own mount namespace puts over the machine's folders. */
  covers: string;
  bin: string;
  sockets: string;
  containerdSocket: string;
  apiSocket: string;
  hostKubeconfig: string;
  nodeKubeconfig: string;
  /** What kubectl keeps of the cluster's kinds. */
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
