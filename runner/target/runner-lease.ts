import { createHash, randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { BusyError, TargetError } from '../errors.ts';
import { leaseMs, leaseObserveMs, leaseRenewMs } from '../limits.ts';
import { bootId, isAlive, processStat } from '../local-cluster/node/process-table.ts';
import type { LeaseObject } from './cluster-writes.ts';
import type { Target } from './target.ts';

/** What a runner does in a cluster, as others are told. */
export type Work = 'serve' | 'test' | 'bless' | 'cleanup';

type Cluster = Pick<Target, 'api' | 'writes' | 'name'>;

const leaseName = 'guiderail';

/** The first in which the user may write one. */
const namespaces = ['kube-system', 'default'];

/** How often somebody else may be quicker before that is an error. */
const mostTries = 5;

/** The right to write in a cluster: one runner has it at a time. Renewed until it is released; gone from the cluster then. */
export class RunnerLease {
  readonly #cluster: Cluster;
  #lease: LeaseObject | undefined;
  #timer: NodeJS.Timeout | undefined;
  #renewing: Promise<void> | undefined;

  private constructor(cluster: Cluster, lease: LeaseObject | undefined) {
    this.#cluster = cluster;
    this.#lease = lease;
    if (lease) this.#timer = setInterval(() => this.#beat(), leaseRenewMs).unref();
  }

  /** Throws a BusyError that names the runner at work. Where the user may write no Lease, or the cluster has none, nobody is kept out. */
  static async take(cluster: Cluster, work: Work): Promise<RunnerLease> {
    for (const namespace of namespaces) {
      const lease = await takeIn(cluster, namespace, work);
      if (lease) return new RunnerLease(cluster, lease);
    }
    return new RunnerLease(cluster, undefined);
  }

  /** Whether somebody else has it by now: this runner was silent for too long. */
  get isLost(): boolean {
    return this.#timer !== undefined && this.#lease === undefined;
  }

  /** Never throws: what cannot be deleted runs out, or its process is gone. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#renewing;
    const lease = this.#lease;
    this.#lease = undefined;
    if (lease) await this.#cluster.writes.deleteLease(lease).catch(() => {});
  }

  #beat(): void {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = undefined;
    });
  }

  /** A cluster that does not answer is asked again with the next beat. */
  async #renew(): Promise<void> {
    const lease = this.#lease;
    if (!lease) return;
    try {
      const answer = await this.#cluster.writes.replaceLease({ ...lease, spec: { ...lease.spec, renewTime: now() } });
      if (answer.status === 200) this.#lease = JSON.parse(answer.body) as LeaseObject;
      else if (answer.status === 404 || answer.status === 409) this.#lease = await this.#again(lease);
    } catch {
      // Unreachable.
    }
  }

  /** Somebody wrote it, or took it away: it is still ours unless another one holds it. */
  async #again(lease: LeaseObject): Promise<LeaseObject | undefined> {
    const found = await this.#cluster.api.get<LeaseObject>(pathOf(lease.metadata.namespace));
    if (found) return found.spec.holderIdentity === lease.spec.holderIdentity ? found : undefined;
    const { name, namespace } = lease.metadata;
    const { status, body } = await this.#cluster.writes.createLease({ ...lease, metadata: { name, namespace } });
    return status === 201 ? (JSON.parse(body) as LeaseObject) : lease;
  }
}

/** `undefined`: not in this namespace. */
async function takeIn(cluster: Cluster, namespace: string, work: Work): Promise<LeaseObject | undefined> {
  const { api, writes } = cluster;
  const mine = newLease(namespace, work);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const created = await writes.createLease(mine);
    if (created.status === 201) return JSON.parse(created.body) as LeaseObject;
    if (created.status === 403 || created.status === 404) return undefined;
    const found = created.status === 409 ? await api.get<LeaseObject>(pathOf(namespace)) : undefined;
    if (created.status !== 409)
      throw new TargetError('cluster-refused', `The cluster answered ${created.status} to the runner's Lease: ${created.body.slice(0, 300)}`);
    if (!found) continue;
    if (!(await isFree(cluster, found))) throw new BusyError(busyText(cluster, found));
    const replaced = await writes.replaceLease({ ...mine, metadata: { ...mine.metadata, ...versionOf(found) } });
    if (replaced.status === 200) return JSON.parse(replaced.body) as LeaseObject;
  }
  throw new BusyError(`Several runners want to work on ${cluster.name} at the same moment. Nothing was written. Try again.`);
}

function newLease(namespace: string, work: Work): LeaseObject {
  const at = now();
  const holderIdentity = [hostname(), process.pid, processStat(process.pid)?.startTicks ?? 0, work, place(), randomUUID().slice(0, 8)].join('/');
  return { metadata: { name: leaseName, namespace }, spec: { holderIdentity, leaseDurationSeconds: leaseMs / 1000, acquireTime: at, renewTime: at } };
}

/** Its process is gone, on this machine; or it is not renewed any more, by this machine's clock and by what is seen of it meanwhile. */
async function isFree({ api }: Cluster, found: LeaseObject): Promise<boolean> {
  const { pid, startTicks, at } = holderOf(found);
  if (at === place()) return !isAlive({ pid, startTicks });
  if (Date.parse(found.spec.renewTime) + leaseMs > Date.now()) return false;
  await pause(leaseObserveMs);
  const later = await api.get<LeaseObject>(pathOf(found.metadata.namespace));
  return later?.metadata.resourceVersion === found.metadata.resourceVersion;
}

function busyText({ name }: Cluster, found: LeaseObject): string {
  const { host, pid, work } = holderOf(found);
  const since = found.spec.acquireTime.slice(11, 19);
  return (
    `Another runner is at work on ${name}: \`guiderail ${work}\`, process ${pid} on ${host}, since ${since} UTC. Nothing was written. ` +
    'Wait until it is through, clean its guide up or stop it; then run this again.'
  );
}

function holderOf({ spec }: LeaseObject): { host: string; pid: number; startTicks: number; work: string; at: string } {
  const [host = '', pid, startTicks, work = '', at = ''] = spec.holderIdentity.split('/');
  return { host, pid: Number(pid), startTicks: Number(startTicks), work, at };
}

/** The machine's boot and the process namespace in it: a pid means something only there. */
function place(): string {
  return createHash('sha256')
    .update(`${bootId()} ${readlinkSync('/proc/self/ns/pid')}`)
    .digest('hex')
    .slice(0, 12);
}

function versionOf({ metadata: { uid, resourceVersion } }: LeaseObject): Pick<LeaseObject['metadata'], 'uid' | 'resourceVersion'> {
  return { ...(uid !== undefined && { uid }), ...(resourceVersion !== undefined && { resourceVersion }) };
}

function pathOf(namespace: string): string {
  return `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${leaseName}`;
}

/** A MicroTime. */
function now(): string {
  return new Date().toISOString().replace('Z', '000Z');
}
