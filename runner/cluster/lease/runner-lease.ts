import { setTimeout as pause } from 'node:timers/promises';
import { BusyError, ForbiddenError, LeaseLostError, TargetError } from '../../errors.ts';
import { isAlive } from '../../kernel/process-stat.ts';
import { leaseLookMs, leaseMs, leaseRenewMs, leaseTriesAtMost } from '../../limits.ts';
import type { LeaseObject } from '../cluster-writes.ts';
import type { Target } from '../target.ts';
import { holderOf, newLease, now, place, type Work } from './holder.ts';
import { leaseName, leaseNamespace, leaseRefusedText, leaseRule } from './lease-rights.ts';

type Cluster = Pick<Target, 'api' | 'writes' | 'name' | 'recheck'>;

/** The state of the Lease. `none`: the cluster has no Leases, or this process released it. */
type Held =
  | { readonly kind: 'held'; readonly lease: LeaseObject }
  | { readonly kind: 'none' }
  | { readonly kind: 'lost'; readonly error: LeaseLostError };

const leasePath = `/apis/coordination.k8s.io/v1/namespaces/${leaseNamespace}/leases/${leaseName}`;

/**
 * The holder identities of this process that are in use. Any other Lease with the pid of this process is left
 * over: the cluster stored it or did not delete it, but its answer was an error or did not arrive.
 */
const atWork = new Set<string>();

/**
 * The right to write in a cluster. One runner has it at a time. This class renews the Lease until `release`
 * deletes it. Call `confirm` before each write: only this class knows whether the cluster is still the same
 * and the Lease is still ours.
 */
export class RunnerLease {
  readonly #cluster: Cluster;
  readonly #holder: string;
  #held: Held;
  #timer: NodeJS.Timeout | undefined;
  #renewing: Promise<void> | undefined;

  private constructor(cluster: Cluster, holder: string, lease: LeaseObject | undefined) {
    this.#cluster = cluster;
    this.#holder = holder;
    this.#held = lease ? { kind: 'held', lease } : { kind: 'none' };
    // The next `confirm` reports why a renewal failed.
    this.#timer = setInterval(() => void this.#renew().catch(() => {}), leaseRenewMs).unref();
  }

  /**
   * Takes the Lease. Throws a BusyError that names the runner that holds it, or a TargetError that says which
   * right the user lacks. A cluster without Leases lets every runner in.
   */
  static async take(cluster: Cluster, work: Work): Promise<RunnerLease> {
    await cluster.recheck();
    const mine = newLease(work);
    const { identity } = holderOf(mine);
    atWork.add(identity);
    try {
      return new RunnerLease(cluster, identity, await takeLease(cluster, mine));
    } catch (error) {
      atWork.delete(identity);
      throw error;
    }
  }

  /**
   * Checks before a write that the cluster is the same and the Lease is still ours. It makes two requests.
   * The second one renews the Lease, so that no other runner may take it for 15 s. Throws a NotOursError if
   * the cluster or the Lease is lost, and another TargetError if the cluster does not say.
   */
  async confirm(): Promise<void> {
    // A renewal that began earlier may have seen an older state of the cluster.
    await this.#renewing?.catch(() => {});
    await this.#renew();
  }

  /**
   * Never throws. A Lease that cannot be deleted expires later, or becomes free when this process ends. This
   * process may also take it again.
   */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#renewing?.catch(() => {});
    const held = this.#held;
    this.#held = { kind: 'none' };
    try {
      if (held.kind !== 'held') return;
      await this.#cluster.recheck();
      await this.#cluster.writes.deleteLease(held.lease);
    } catch {
      // The cluster does not answer or was replaced, so the Lease stays until it expires.
    } finally {
      atWork.delete(this.#holder);
    }
  }

  #renew(): Promise<void> {
    this.#renewing ??= this.#renewOnce().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  /** Checks the cluster first, so that not even the Lease is written to another one. */
  async #renewOnce(): Promise<void> {
    await this.#cluster.recheck();
    if (this.#held.kind === 'none') return;
    if (this.#held.kind === 'lost') throw this.#held.error;
    const renewed = await renew(this.#cluster, this.#held.lease);
    this.#held =
      renewed instanceof LeaseLostError ? { kind: 'lost', error: renewed } : { kind: 'held', lease: renewed };
    if (renewed instanceof LeaseLostError) throw renewed;
  }
}

/**
 * Renews the Lease. If another program edited it meanwhile, tries again with the edited Lease. Returns the
 * new Lease, or an error if the Lease is lost.
 */
async function renew(cluster: Cluster, lease: LeaseObject): Promise<LeaseObject | LeaseLostError> {
  let current = lease;
  for (let tries = 0; tries < leaseTriesAtMost; tries += 1) {
    const { status, body } = await cluster.writes.replaceLease({
      ...current,
      spec: { ...current.spec, renewTime: now() },
    });
    if (status === 200) return JSON.parse(body) as LeaseObject;
    // An API server that has just started may answer 403 for a moment. The Lease stays ours until another
    // runner takes it.
    if (status === 403)
      throw new TargetError(
        'lease-refused',
        `The user of ${cluster.name} may not renew the Lease ${leaseName} in ${leaseNamespace} any more.`,
      );
    if (status !== 404 && status !== 409) throw refused(cluster, status, body);
    const found = await cluster.api.get<LeaseObject>(leasePath);
    if (!found)
      return new LeaseLostError(
        `Another program deleted the Lease ${leaseName} in ${leaseNamespace} that this runner held on ` +
          `${cluster.name}.`,
      );
    if (found.spec?.holderIdentity !== lease.spec?.holderIdentity)
      return new LeaseLostError(lostText(cluster, found));
    current = found;
  }
  throw new TargetError(
    'cluster-refused',
    `The Lease ${leaseName} in ${leaseNamespace} of ${cluster.name} is edited so often that it cannot ` +
      'be renewed.',
  );
}

/** Creates the Lease, or takes over a free one. Returns `undefined` if the cluster has no Leases. */
async function takeLease(cluster: Cluster, mine: LeaseObject): Promise<LeaseObject | undefined> {
  const { api, writes } = cluster;
  for (let tries = 0; tries < leaseTriesAtMost; tries += 1) {
    const created = await writes.createLease(mine);
    if (created.status === 201) return JSON.parse(created.body) as LeaseObject;
    if (created.status === 404) return undefined;
    if (created.status !== 409) throw refused(cluster, created.status, created.body);
    const found = await api.get<LeaseObject>(leasePath).catch((error: unknown) => {
      throw error instanceof ForbiddenError ? refused(cluster, 403, '') : error;
    });
    if (!found) continue;
    if (!(await isFree(cluster, found))) throw new BusyError(busyText(cluster, found));
    const replaced = await writes.replaceLease({
      ...mine,
      metadata: { ...mine.metadata, ...versionOf(found) },
    });
    if (replaced.status === 200) return JSON.parse(replaced.body) as LeaseObject;
    if (replaced.status !== 404 && replaced.status !== 409)
      throw refused(cluster, replaced.status, replaced.body);
  }
  throw new BusyError(
    `Several runners want to work on ${cluster.name} at the same moment. Nothing was written. Try again.`,
  );
}

function refused(cluster: Cluster, status: number, answer: string): TargetError {
  if (status === 403)
    return new TargetError(
      'lease-refused',
      `${leaseRefusedText(cluster.name)}. Nothing was written. ${leaseRule(cluster)}`,
    );
  return new TargetError(
    'cluster-refused',
    `The cluster answered ${status} to the runner's Lease: ${answer.slice(0, 300)}`,
  );
}

/**
 * Whether a runner may take over a Lease. If its holder runs on this machine: whether that process has ended
 * or no longer uses the Lease. If it runs elsewhere: whether the Lease is not renewed while we watch it for
 * its whole duration, by our own clock.
 */
async function isFree({ api }: Cluster, found: LeaseObject): Promise<boolean> {
  const { identity, pid, startTicks, at } = holderOf(found);
  if (identity === '') return true;
  if (at === place()) return !isAlive({ pid, startTicks }) || (pid === process.pid && !atWork.has(identity));
  // The clocks may differ. Only a renewal time that is near to our own time says that the holder is alive.
  if (Math.abs(Date.now() - Date.parse(found.spec?.renewTime ?? '')) < leaseMs) return false;
  const end = performance.now() + leaseMs;
  while (performance.now() < end) {
    await pause(leaseLookMs);
    const later = await api.get<LeaseObject>(leasePath);
    if (later?.metadata.resourceVersion !== found.metadata.resourceVersion) return later === undefined;
  }
  return true;
}

function busyText({ name }: Cluster, found: LeaseObject): string {
  const { host, pid, work } = holderOf(found);
  const since = found.spec?.acquireTime?.slice(11, 19) ?? 'an unknown time';
  return (
    `Another runner is at work on ${name}: \`guiderail ${work}\`, process ${pid} on ${host}, since ` +
    `${since} UTC. Nothing was written. ` +
    'Wait until it has finished, clean up its guide or stop it. Then run this again.'
  );
}

function lostText({ name }: Cluster, found: LeaseObject): string {
  const { host, pid, work } = holderOf(found);
  return (
    `On ${name} another runner took the Lease ${leaseName} in ${leaseNamespace}: \`guiderail ${work}\`, ` +
    `process ${pid} on ${host}.`
  );
}

function versionOf({
  metadata: { uid, resourceVersion },
}: LeaseObject): Pick<LeaseObject['metadata'], 'uid' | 'resourceVersion'> {
  return { ...(uid !== undefined && { uid }), ...(resourceVersion !== undefined && { resourceVersion }) };
}
