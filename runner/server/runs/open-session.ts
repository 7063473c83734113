import { readsOnly } from '../../../src/guide/command/reads.ts';
import type { Guide } from '../../../src/guide/model.ts';
import type { Change, StepResult } from '../../../src/guide/result.ts';
import type { Target } from '../../cluster/target.ts';
import { ReplacedError, UnreachableError } from '../../errors.ts';
import { Observer } from '../../observe/observer.ts';
import type { RunListener } from '../../session/run-listener.ts';
import { Session, type SessionEvents } from '../../session/session.ts';
import type { QueuedRun } from './run-queue.ts';
import type { ServerLease } from './server-lease.ts';
import { SessionPreflight } from './session-preflight.ts';

/**
 * A session, with what a page needs around its runs: preflight before the first step, the Lease before a step
 * that writes, and the changes that each step made.
 */
export class OpenSession {
  readonly session: Session;
  readonly #lease: ServerLease;
  readonly #preflight = new SessionPreflight();
  #observer: Observer | undefined;

  constructor(
    guide: Guide,
    target: Target,
    { lease, events }: { lease: ServerLease; events: SessionEvents },
  ) {
    this.#lease = lease;
    this.session = new Session(guide, target, events);
  }

  /** Uses another text of the same guide from now on. */
  replaceGuide(guide: Guide): void {
    this.session.replaceGuide(guide);
    this.#observer = undefined;
  }

  /** Makes a run. Throws if the step cannot begin: then no command was run. */
  async run({ run, step, controller, checkOnly }: QueuedRun, listener: RunListener): Promise<StepResult> {
    const { target } = this.session;
    await recheck(target);
    await this.#preflight.check(this.session.guide, target, step);
    if (!checkOnly && step.commands.some(({ reads }) => !reads))
      await this.#lease.take(target).catch(ignoreUnreachable);
    this.#observer ??= new Observer(this.session.guide, target);
    const result = await this.#observer.observe(step, () =>
      this.session.run(step, {
        run,
        signal: controller.signal,
        listener,
        checkOnly,
        beforeWrite: () => this.#lease.confirm(target),
      }),
    );
    return this.#preflight.explain(result);
  }

  /** Runs a line that was typed in the terminal. */
  async type(
    text: string,
    { signal, onHidden }: { signal: AbortSignal; onHidden: (isHidden: boolean) => void },
  ): Promise<void> {
    const { target } = this.session;
    await recheck(target);
    if (!readsOnly(text)) await this.#lease.take(target);
    await this.session.type(text, signal, onHidden);
  }

  /** The objects that each step made and that are not in the cluster now; `undefined` if no step was run. */
  async gone(): Promise<ReadonlyMap<string, readonly Change[]> | undefined> {
    return this.#observer?.gone();
  }
}

/** Throws if the cluster was replaced. A cluster that does not answer is found by the command itself. */
async function recheck(target: Target): Promise<void> {
  await target.recheck().catch((error: unknown) => {
    if (error instanceof ReplacedError) throw error;
  });
}

/** The session finds an unreachable cluster too, and explains it. */
function ignoreUnreachable(error: unknown): void {
  if (!(error instanceof UnreachableError)) throw error;
}
