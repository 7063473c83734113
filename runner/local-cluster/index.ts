/** The embedded local cluster: real Kubernetes and Istio on this machine, with no registry, no Docker and no way out. */

export type { ClusterAccess } from './access.ts';
export { nameOption } from './cluster-name.ts';
export { down } from './down.ts';
export { LocalClusterError } from './errors.ts';
export { cacheFolder } from './folders.ts';
export { isWarm } from './ingredients.ts';
export { isKeptHere } from './keeper.ts';
export { prepare } from './prepare.ts';
export { programFolder } from './program-folder.ts';
export type { OnProgress, PartProgress } from './progress.ts';
export { list } from './record.ts';
export { type ClusterStatus, status } from './status.ts';
export { type UpOptions, up, whyNot } from './up.ts';
export { curlImage } from './versions.ts';
