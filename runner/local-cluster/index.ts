/**
 * The embedded local cluster: real Kubernetes and Istio on this machine, with no registry, no Docker and no
 * way out.
 */

export type { ClusterAccess } from './api/access.ts';
export { isWarm } from './build/ingredients.ts';
export { programFolder } from './build/program-folder.ts';
export { down } from './down.ts';
export { LocalClusterError } from './errors.ts';
export { cacheFolder } from './folders.ts';
export { prepare } from './prepare.ts';
export type { OnProgress, PartProgress } from './progress.ts';
export { nameOption } from './record/cluster-name.ts';
export { isKeptHere, type Keeping } from './record/keeper.ts';
export { list } from './record/record.ts';
export { type ClusterStatus, status } from './status.ts';
export { type UpOptions, up, whyNot } from './up.ts';
export { curlImage } from './versions.ts';
