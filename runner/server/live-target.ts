import type { TargetState } from '../../src/guide/protocol.ts';
import { type ClusterChoice, chosenTarget, type TargetChoice } from '../cluster/open-target.ts';
import type { Target } from '../cluster/target.ts';
import { messageOf } from '../errors.ts';

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

  /** Takes the local cluster down if this server, or an earlier server that was killed, brought it up. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.settled;
    const { choice, name } = this.#options;
    if (choice.kind !== 'recorded' && choice.kind !== 'opened') await chosenTarget(choice).close(name);
  }

  async #open(): Promise<void> {
    const { choice } = this.#options;
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
      default:
        await this.#openCluster(choice);
    }
  }

  async #openCluster(choice: ClusterChoice): Promise<void> {
    const { name: clusterName, kubeconfig, pathBehind } = this.#options;
    const chosen = chosenTarget(choice);
    const opened = await chosen.open({
      clusterName,
      kubeconfig,
      pathBehind,
      keeping: 'this-process',
      signal: this.#stopping.signal,
      onProgress: (parts) => {
        this.#decide();
        this.#set({ phase: 'preparing', name: chosen.name, parts });
      },
    });
    if ('noCluster' in opened)
      this.#set({ phase: 'recorded', name: chosen.name, why: opened.noCluster.message });
    else this.#live(opened);
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
  return choice.kind === 'recorded' ? 'recorded' : chosenTarget(choice).name;
}
