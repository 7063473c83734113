import { LocalClusterError } from '../errors.ts';

export const defaultName = 'guiderail';

/** The option that names a cluster in a `guiderail` command line; empty for the default name. */
export function nameOption(name: string): string {
  return name === defaultName ? '' : ` --name ${name}`;
}

export function isClusterName(name: string): boolean {
  return /^[a-z0-9-]{1,20}$/.test(name);
}

/** Throws a LocalClusterError if the name is not valid. */
export function checkName(name: string): void {
  if (!isClusterName(name)) throw new LocalClusterError('bad-cluster-name', nameRule(name));
}

export function nameRule(name: string): string {
  return `"${name}" cannot be the name of a local cluster: use 1 to 20 lower-case letters, digits and "-".`;
}

/** The names that a cluster has on the machine. All contain the cluster's name. */
export interface MachineNames {
  /** The network namespace of the node, its pods and the control plane. */
  nodeNetns: string;
  /** The network namespace of the stand-ins for hosts of the internet. */
  internetNetns: string;
  /** The root of the kubelet's cgroups, as a path below each hierarchy. */
  cgroup: string;
  /** The folder of the sockets. It is short, because a socket's path has at most 108 bytes (unix(7)). */
  sockets: string;
}

export function machineNames(name: string): MachineNames {
  return {
    nodeNetns: `guiderail-${name}-node`,
    internetNetns: `guiderail-${name}-internet`,
    cgroup: `/guiderail-${name}`,
    sockets: `/run/guiderail/${name}`,
  };
}
