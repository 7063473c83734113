import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { bootId, ownPidNamespace } from '../../kernel/namespaces.ts';
import { processStat } from '../../kernel/process-stat.ts';
import { leaseMs } from '../../limits.ts';
import type { LeaseObject } from '../cluster-writes.ts';
import { leaseName, leaseNamespace } from './lease-rights.ts';

/** The work of a runner in a cluster. Other runners read it from the Lease. */
export type Work = 'serve' | 'test' | 'bless' | 'cleanup';

/** The parts of a Lease's holder identity, which this module writes. */
export interface Holder {
  /** The whole identity. Empty: no runner holds the Lease. */
  readonly identity: string;
  readonly host: string;
  readonly pid: number;
  readonly startTicks: number;
  readonly work: string;
  /** The place of the process, as `place` returns it. */
  readonly at: string;
}

/** A Lease for this process, which the cluster has not stored yet. */
export function newLease(work: Work): LeaseObject {
  const at = now();
  const holderIdentity = [
    hostname(),
    process.pid,
    processStat(process.pid)?.startTicks ?? 0,
    work,
    place(),
    randomUUID().slice(0, 8),
  ].join('/');
  return {
    metadata: { name: leaseName, namespace: leaseNamespace },
    spec: { holderIdentity, leaseDurationSeconds: leaseMs / 1000, acquireTime: at, renewTime: at },
  };
}

/** Reads the holder from a Lease. */
export function holderOf({ spec }: LeaseObject): Holder {
  const identity = spec?.holderIdentity ?? '';
  const [host = '', pid, startTicks, work = '', at = ''] = identity.split('/');
  return { identity, host, pid: Number(pid), startTicks: Number(startTicks), work, at };
}

/** The machine's boot and its process namespace, hashed. A pid means something only in the same place. */
export function place(): string {
  return createHash('sha256').update(`${bootId()} ${ownPidNamespace()}`).digest('hex').slice(0, 12);
}

/** The time now as Kubernetes writes a MicroTime. */
export function now(): string {
  return new Date().toISOString().replace('Z', '000Z');
}
