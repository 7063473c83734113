import { join } from 'node:path';
import { shellEnvironment } from '../cluster/shell-environment.ts';
import type { Target } from '../cluster/target.ts';
import { sessionMark } from '../shell/containment/members.ts';
import type { Typed } from '../shell/execution/type-text.ts';
import { Shell } from '../shell/shell.ts';
import type { SessionHome } from './home/session-home.ts';

interface SessionShellOptions {
  readonly target: Target;
  readonly home: SessionHome;
  /** Gets what the terminal shows, not sanitised. */
  readonly onScreen: (text: string) => void;
  /** Called when the shell has ended, and its variables are lost. */
  readonly onLost: () => void;
}

/** The shell of a session. A shell that has ended is replaced when the next command needs one. */
export class SessionShell {
  readonly #options: SessionShellOptions;
  #shell: Shell | undefined;
  #shells = 0;
  #starting: Promise<unknown> | undefined;
  /** Settles when a lost shell has ended: its processes must not count as those of the next shell. */
  #ended: Promise<void> = Promise.resolve();

  constructor(options: SessionShellOptions) {
    this.#options = options;
  }

  /**
   * Starts the shell early, so that the first step need not wait. That step reports a failure, and tries
   * again.
   */
  start(): void {
    this.#starting ??= this.#new().catch(() => {});
  }

  /** The living shell; starts one if there is none. */
  async live(): Promise<Shell> {
    await this.#starting;
    if (this.#shell?.alive) return this.#shell;
    return this.#new();
  }

  /** Sends text to a command that waits for input. */
  write(text: string): Typed {
    return this.#shell?.write(text) ?? 'nothing-runs';
  }

  /**
   * Call it when the session has too many processes. Ends the running command and all processes but the
   * shell.
   */
  async overran(): Promise<void> {
    await this.#shell?.overran();
  }

  /** Ends a shell whose variables are lost. The next command gets a new one. */
  lose(): void {
    if (this.#shell) this.#ended = this.#shell.close();
    this.#shell = undefined;
    this.#options.onLost();
  }

  async close(): Promise<void> {
    await this.#starting;
    await this.#shell?.close();
    await this.#ended;
  }

  async #new(): Promise<Shell> {
    const { target, home, onScreen } = this.#options;
    if (this.#shell) this.lose();
    if (this.#shells === 0) await target.recheck();
    await this.#ended;
    this.#shells += 1;
    const starting = Shell.start({
      folder: join(home.folder, `shell-${this.#shells}`),
      cwd: home.workFolder,
      env: { ...shellEnvironment(process.env, target, home.folder), [sessionMark]: home.name },
      processes: home.processes,
      enter: target.enter,
      onScreen,
    });
    this.#shell = await starting.catch(async (error: unknown) => {
      await home.processes.end();
      throw error;
    });
    return this.#shell;
  }
}
