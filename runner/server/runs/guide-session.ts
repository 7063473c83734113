import type { Guide } from '../../../src/guide/model.ts';
import type { SessionState } from '../../../src/guide/protocol.ts';
import type { Change } from '../../../src/guide/result.ts';
import type { Target } from '../../cluster/target.ts';
import type { Typed } from '../../shell/execution/type-text.ts';
import type { EventLog } from '../event-log.ts';
import type { GuideResults } from './guide-results.ts';
import { OpenSession } from './open-session.ts';
import type { ServerLease } from './server-lease.ts';

export interface GuideSessionParts {
  readonly log: EventLog;
  readonly lease: ServerLease;
  /** The live cluster; `undefined` until there is one. */
  readonly target: () => Target | undefined;
  readonly results: GuideResults;
}

/**
 * The session of one guide. It opens with the first run or typed line, and can be closed and opened again.
 */
export class GuideSession {
  readonly #parts: GuideSessionParts;
  #guide: Guide;
  #open: OpenSession | undefined;
  #state: SessionState = { state: 'none' };

  constructor(guide: Guide, parts: GuideSessionParts) {
    this.#guide = guide;
    this.#parts = parts;
  }

  /** The state that pages show. */
  get state(): SessionState {
    return this.#state;
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** Whether a step changed something in the cluster that is not cleaned up. */
  get touched(): boolean {
    return this.#open?.session.touched ?? false;
  }

  /** Ids of the steps that passed in this session and still hold. */
  get passed(): ReadonlySet<string> {
    return this.#open?.session.passed ?? new Set();
  }

  /** Ids of the steps that later steps need not wait for. */
  get met(): ReadonlySet<string> {
    return this.#open?.session.met ?? new Set();
  }

  /** The session on the live cluster, which is opened if there is none. */
  open(): OpenSession {
    const { log, lease } = this.#parts;
    const target = this.#parts.target();
    if (!target) throw new Error('There is no live cluster.');
    if (this.#open?.session.target === target) return this.#open;
    void this.#open?.session.close();
    const { name } = this.#guide;
    this.#open = new OpenSession(this.#guide, target, {
      lease,
      events: {
        onScreen: (text) => log.append({ type: 'terminal', guide: name, text }),
        onShellLost: (lost) => this.#shellLost(lost),
        onOverran: (step, why) => this.#overran(step, why),
      },
    });
    this.setState({ state: 'ready' });
    return this.#open;
  }

  setState(state: SessionState): void {
    this.#state = state;
    this.#parts.log.append({ type: 'session', guide: this.#guide.name, state });
  }

  /** Uses another text of the same guide from now on. */
  replaceGuide(guide: Guide): void {
    this.#guide = guide;
    this.#open?.replaceGuide(guide);
  }

  /** Sends text to the command that runs. */
  write(text: string): Typed {
    return this.#open?.session.write(text) ?? 'nothing-runs';
  }

  /** The objects that each step made and that are not in the cluster now; `undefined` if no step was run. */
  async gone(): Promise<ReadonlyMap<string, readonly Change[]> | undefined> {
    return this.#open?.gone();
  }

  /** Ends the session. If this throws, something of it may be left, but the next session can be opened. */
  async close(): Promise<void> {
    try {
      await this.#open?.session.close();
    } finally {
      this.#open = undefined;
    }
  }

  #shellLost(lost: readonly string[]): void {
    this.#parts.results.lose(lost, 'The variables that it had set are gone, because the shell ended.');
    this.setState({
      state: 'lost',
      lost,
      message: 'The shell ended; a new one starts with the next step.',
    });
  }

  #overran(step: string, why: string): void {
    this.#parts.results.lose([step], why);
    this.#parts.results.logStale(this.#guide);
  }
}
