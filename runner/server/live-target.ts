import type { TargetState } from '../../src/guide/protocol.ts';
import { contextTarget } from '../cluster/context-target.ts';
import { localTarget } from '../cluster/local-target.ts';
import type { TargetChoice } from '../cluster/open-target.ts';
import type { Target } from '../cluster/target.ts';
import { messageOf } from '../errors.ts';
import { down, isKeptHere, status, up, whyNot } from '../local-cluster/index.ts';

/** A target that is open already. */
export interface OpenedTarget {
  readonly kind: 'opened';
  readonly target: Target;
}

export interface LiveTargetOptions {
  readonly choice: TargetChoice | OpenedTarget;
  /** Name of the local cluster. */
  readonly name: string;
  readonly kubeconfig: string | undefined;
  readonly pathBehind: readonly string[];
  /** Called at every change of the state. */
  readonly onState: (state: TargetState) => void;
  readonly onLive: (target: Target) => void;
}

/** Opens a server's target in the background, and reports its progress. */
export class LiveTarget {
  readonly #options: LiveTargetOptions;
  readonly #stopping = new AbortController();
  #state: TargetState;
  /** Settles when the target is live, or when it failed. */
  readonly settled: Promise<void>;
  /** Settles when it is known whether this machine can have the target. */
  readonly decided: Promise<void>;
  #decide: () => void = () => {};
  /** The error that broke the target. */
  failure: unknown;

  constructor(options: LiveTargetOptions) {
    this.#options = options;
    this.#state = { phase: 'preparing', name: targetName(options.choice), parts: [] };
    this.decided = new Promise((resolve) => {
      this.#decide = resolve;
    });
    this.settled = this.#open()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => this.#decide());
  }

  get state(): TargetState {
    return this.#state;
  }

  /** Takes the local cluster down if this server brought it up, or an earlier server that was killed. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.settled;
    const { choice, name } = this.#options;
    if (choice.kind === 'local' && (await isKeptHere(name))) await down({ name });
  }

  async #open(): Promise<void> {
    const { choice, kubeconfig, pathBehind } = this.#options;
    switch (choice.kind) {
      case 'recorded':
        this.#set({
          phase: 'recorded',
          name: 'recorded',
          why: 'Started without a cluster. `npm start` on Linux as root brings one up.',
        });
        return;
      case 'opened':
        this.#live(choice.target);
        return;
      case 'context':
        this.#live(
          await contextTarget(choice.context, { kubeconfig, pathBehind, signal: this.#stopping.signal }),
        );
        return;
      case 'local':
        await this.#openLocal();
    }
  }

  async #openLocal(): Promise<void> {
    const { name } = this.#options;
    const why = (await status(name)).state === 'up' ? undefined : await whyNot(name);
    if (why !== undefined) {
      this.#set({ phase: 'recorded', name: 'local', why });
      return;
    }
    this.#decide();
    const access = await up({
      name,
      keeping: 'this-process',
      signal: this.#stopping.signal,
      onProgress: (parts) => this.#set({ phase: 'preparing', name: 'local', parts }),
    });
    this.#live(await localTarget(access));
  }

  #fail(error: unknown): void {
    if (this.#stopping.signal.aborted) return;
    this.failure = error;
    this.#set({ phase: 'broken', name: this.#state.name, why: messageOf(error) });
  }

  #live(target: Target): void {
    this.#options.onLive(target);
    this.#set({ phase: 'live', name: target.name, versions: target.versions });
  }

  #set(state: TargetState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}

function targetName(choice: LiveTargetOptions['choice']): string {
  if (choice.kind === 'opened') return choice.target.name;
  return choice.kind === 'context' ? `context=${choice.context}` : choice.kind;
}
