import { clusterFolders } from '../folders.ts';
import { netnsPath } from '../node/network.ts';
import { machineNames } from '../record/cluster-name.ts';
import { istioVersion, kubernetesVersion } from '../versions.ts';

/** How to reach a cluster that is up. */
export interface ClusterAccess {
  name: string;
  /**
   * A kubeconfig that works on this machine, through a relay on 127.0.0.1. Its context has the cluster's
   * name.
   */
  hostKubeconfig: string;
  /** A kubeconfig for shells in the node's network, with a context of the same name. */
  nodeKubeconfig: string;
  /**
   * The value for KUBECACHEDIR. Each cluster needs its own, because kubectl's cache uses the address of the
   * API server, and that is the same in all local clusters.
   */
  kubeCache: string;
  /** The path for `nsenter --net=…`. (`ip netns exec` would hide the cgroups.) */
  nodeNetns: string;
  /** A folder for the PATH that has only kubectl and istioctl. */
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
