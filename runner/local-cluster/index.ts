/** The embedded local cluster: real Kubernetes and Istio on this machine, with no registry, no Docker and no way out. */
export { up, whyNot, type UpOptions } from './up.ts';
export { down } from './down.ts';
export { status, type ClusterStatus } from './status.ts';
export { list } from './record.ts';
export { programFolder } from './program-folder.ts';
export { LocalClusterError } from './errors.ts';
export type { ClusterAccess } from './access.ts';
export type { OnProgress, PartProgress } from './progress.ts';
export { isWarm } from './ingredients.ts';
