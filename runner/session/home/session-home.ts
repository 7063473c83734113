import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Guide } from '../../../src/guide/model.ts';
import { filesOf } from '../../../src/guide/page/guide-files.ts';
import { writing } from '../../io/disk-error.ts';
import { Cgroup } from '../../kernel/cgroup.ts';
import { holdGuard } from '../../shell/containment/guard.ts';
import { sessionPrefix } from '../../shell/containment/session-folder.ts';
import { SessionProcesses } from '../../shell/containment/session-processes.ts';
import { copyGuideFiles } from './copy-guide-files.ts';

/**
 * A session's private folder and processes on this machine, both with the session's name. Closing the home,
 * or killing the runner, removes both.
 */
export class SessionHome {
  readonly folder: string;
  readonly name: string;
  readonly processes: SessionProcesses;
  readonly #releaseGuard: () => Promise<void>;

  /** Throws if there is no room for the files of the home; then nothing is left on the disk. */
  constructor(guide: Guide, kubeconfig: string) {
    const prefix = sessionPrefix(process.pid);
    // The path is absolute, because programs start in other folders.
    this.folder = writing(tmpdir(), () => mkdtempSync(resolve(tmpdir(), `${prefix}-`)));
    this.name = basename(this.folder);
    try {
      writing(this.folder, () => {
        mkdirSync(this.workFolder);
        writeFileSync(join(this.folder, 'kubeconfig'), kubeconfig, { mode: 0o600 });
        this.copyFiles(guide);
      });
    } catch (error) {
      this.#removeFolder();
      throw error;
    }
    this.#releaseGuard = holdGuard();
    this.processes = new SessionProcesses({ name: this.name, cgroup: Cgroup.make(prefix, this.name) });
  }

  /** The folder in which the shell starts: a private copy of the guide's files. */
  get workFolder(): string {
    return join(this.folder, 'work');
  }

  copyFiles(guide: Guide): void {
    copyGuideFiles(filesOf(guide.file), this.workFolder);
  }

  async close(): Promise<void> {
    await this.processes.end();
    await this.processes.cgroup?.remove();
    this.#removeFolder();
    await this.#releaseGuard();
  }

  #removeFolder(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
