import { clusterFolders } from '../folders.ts';
import { netnsPath } from '../node/network.ts';
import { machineNames } from '../record/cluster-name.ts';
import { istioVersion, kubernetesVersion } from '../versions.ts';

/** How to reach a cluster that is up. */
export interface ClusterAccess {
  name: string;
  /** Through a relay on 127.0.0.1; its one context has the cluster's name. */
  hostKubeconfig: string;
  /** For shells inside the node's network; the same context name. */
  nodeKubeconfig: string;
  /**
   * For KUBECACHEDIR: kubectl keeps what it knows of a cluster by its address, and that of all nodes is the
   * same.
   */
  kubeCache: string;
  /** To be entered with `nsenter --net=...`; `ip netns exec` would hide the cgroups. */
  nodeNetns: string;
  /** Holds kubectl and istioctl, nothing else; for the PATH. */
  binFolder: string;
  kubernetes: string;
  istio: string;
}

export function clusterAccess(name: string): ClusterAccess {
  const { hostKubeconfig, nodeKubeconfig, kubeCache, bin } = clusterFolders(name);
  return {
    name,
    hostKubeconfig,
    nodeKubeconfig,
    kubeCache,
    nodeNetns: netnsPath(machineNames(name).nodeNetns),
    binFolder: bin,
    kubernetes: kubernetesVersion,
    istio: istioVersion,
  };
}
