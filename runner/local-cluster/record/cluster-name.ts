/** What a cluster's name may be, and every machine-wide name that is derived from it. */
import { LocalClusterError } from '../errors.ts';

export const defaultName = 'guiderail';

/** The option that a `guiderail` command line needs for this cluster; empty for the default name. */
export function nameOption(name: string): string {
  return name === defaultName ? '' : ` --name ${name}`;
}

export function isClusterName(name: string): boolean {
  return /^[a-z0-9-]{1,20}$/.test(name);
}

export function checkName(name: string): void {
  if (!isClusterName(name)) throw new LocalClusterError('bad-cluster-name', nameRule(name));
}

export function nameRule(name: string): string {
  return `"${name}" cannot be the name of a local cluster: use 1 to 20 lower-case letters, digits and "-".`;
}

export interface MachineNames {
  /** Network namespace of the node, its pods and the control plane. */
  nodeNetns: string;
  /** Network namespace of the stand-ins for the outside world. */
  internetNetns: string;
  /** The kubelet's cgroup root, as a path below each hierarchy. */
  cgroup: string;
  /** Folder of sockets: short, because a socket's path has at most 108 bytes (unix(7)). */
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
