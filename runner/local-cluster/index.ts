/**
 * The local cluster: a real Kubernetes with a real Istio on this machine. It needs no registry and no Docker,
 * and its network reaches nothing outside the machine.
 */

export type { ClusterAccess } from './api/access.ts';
export { programFolder } from './build/program-folder.ts';
export { down } from './down.ts';
export { LocalClusterError } from './errors.ts';
export { cacheFolder } from './folders.ts';
export { isWarm } from './ingredients.ts';
export { prepare } from './prepare.ts';
export type { OnProgress, PartProgress } from './progress.ts';
export { nameOption } from './record/cluster-name.ts';
export { isKeptHere, type Keeping } from './record/keeper.ts';
export { list } from './record/record.ts';
export { type ClusterStatus, status } from './status.ts';
export { type UpOptions, up, whyNot } from './up.ts';
export { curlImage } from './versions.ts';
