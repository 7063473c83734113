import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, resolve } from 'node:path';
import { namedCluster } from '../../../src/guide/command/named-cluster.ts';
import type { Command } from '../../../src/guide/model.ts';
import type { ShellState } from '../../shell/bash/shell-state.ts';
import { kubeconfigsAt, type Place, parseKubeconfig, placeIn } from './kubeconfig.ts';
import type { Refusal } from './refusal.ts';

/**
 * Refuses commands that would reach another cluster than the pinned one: because they name another kubeconfig
 * or context, or because an earlier command such as `kind create cluster` has changed `KUBECONFIG` or the
 * session's private kubeconfig.
 */
export class PinnedKubeconfig {
  readonly #file: string;
  readonly #pinned: Place | undefined;
  /** The version of the file that was last found to lead to the pinned cluster. */
  #checkedVersion: string | undefined;

  /** `text` is the first content of `file`. It may name no cluster; then nothing is checked. */
  constructor(file: string, text: string) {
    this.#file = file;
    this.#pinned = placeIn([parseKubeconfig(text, '')]);
  }

  /** Why a command must not run; `undefined` if it may. */
  whyNot({ text, line }: Command, { kubeconfig, folder }: ShellState): Refusal | undefined {
    if (!this.#pinned) return undefined;
    const changed = this.#whyVariableElsewhere(kubeconfig, folder);
    if (changed !== undefined) {
      const subject = kubeconfig === this.#file ? 'the kubeconfig of this session' : '`KUBECONFIG`';
      return notRun(line, `${subject} ${changed}`, 'Do not change `KUBECONFIG` or the file that it names.');
    }
    const named = namedCluster(text, { KUBECONFIG: kubeconfig, PWD: folder });
    const otherFile = this.#whyFilesElsewhere(named, folder);
    if (otherFile !== undefined)
      return notRun(
        line,
        otherFile,
        'Leave it out: `KUBECONFIG` already names the kubeconfig of the right cluster.',
      );
    const otherContext = this.#whyContextsElsewhere(named, kubeconfig, folder);
    if (otherContext !== undefined)
      return notRun(
        line,
        otherContext,
        'Leave out the context: the current one is that of the right cluster.',
      );
    return undefined;
  }

  /** The kubeconfigs that a command names, as lists (`KUBECONFIG=`) and as files (`--kubeconfig`). */
  #whyFilesElsewhere({ lists, kubeconfigs }: Named, folder: string): string | undefined {
    const unknown = 'is not known before the command runs';
    for (const list of lists) {
      const elsewhere = list === undefined ? unknown : this.#whyVariableElsewhere(list, folder);
      if (elsewhere !== undefined)
        return `${list === '' ? '`KUBECONFIG`' : 'the kubeconfig that it names'} ${elsewhere}`;
    }
    for (const file of kubeconfigs) {
      const elsewhere = file === undefined ? unknown : this.#whyElsewhere(oneFile(file, folder));
      if (elsewhere !== undefined) return `the kubeconfig that it names ${elsewhere}`;
    }
    return undefined;
  }

  /** The contexts that a command names, in the kubeconfigs that it names, else in those of `KUBECONFIG`. */
  #whyContextsElsewhere(
    { kubeconfigs, lists, contexts }: Named,
    kubeconfig: string,
    folder: string,
  ): string | undefined {
    const named = [
      ...kubeconfigs.map((each) => oneFile(each, folder)),
      ...lists.map((each) => filesInList(each, folder)),
    ];
    const places = named.length > 0 ? named : [filesInList(kubeconfig, folder)];
    for (const context of contexts)
      for (const files of places) {
        const elsewhere = this.#whyContextElsewhere(files, context);
        if (elsewhere !== undefined) return elsewhere;
      }
    return undefined;
  }

  /**
   * If `context` is `undefined`, it is not known before the command runs, so every context must lead to the
   * pinned cluster. For a name that does not exist, kubectl itself reports the error.
   */
  #whyContextElsewhere(files: readonly string[], context: string | undefined): string | undefined {
    const configs = kubeconfigsAt(files);
    const names = configs.flatMap(({ contexts }) => contexts.map(({ name }) => name));
    for (const name of context === undefined ? names : names.filter((each) => each === context)) {
      const place = placeIn(configs, name);
      if (place && !this.#isPinned(place)) return `the context ${name} ${leadsTo(place)}`;
    }
    return undefined;
  }

  /**
   * Returns the end of a sentence whose subject is `KUBECONFIG` with this value, or the file that it names.
   */
  #whyVariableElsewhere(kubeconfig: string, folder: string): string | undefined {
    if (kubeconfig === this.#file) return this.#whyOwnFileElsewhere();
    if (kubeconfig === '')
      return 'has no value any more, so programs would take the kubeconfig in your home folder';
    return this.#whyElsewhere(filesInList(kubeconfig, folder));
  }

  #whyOwnFileElsewhere(): string | undefined {
    const version = versionOf(this.#file);
    if (version !== undefined && version === this.#checkedVersion) return undefined;
    const why = this.#whyElsewhere([this.#file]);
    if (why === undefined) this.#checkedVersion = version;
    return why;
  }

  /**
   * Returns the end of a sentence whose subject is these files; `undefined` if they lead to the pinned
   * cluster.
   */
  #whyElsewhere(files: readonly string[]): string | undefined {
    const place = placeIn(kubeconfigsAt(files));
    if (place === undefined) return 'leads to no cluster';
    return this.#isPinned(place) ? undefined : leadsTo(place);
  }

  #isPinned({ server, authority }: Place): boolean {
    return server === this.#pinned?.server && authority === this.#pinned.authority;
  }
}

type Named = ReturnType<typeof namedCluster>;

function leadsTo({ server }: Place): string {
  return `leads to ${server} and not to the cluster that this session is pinned to`;
}

function notRun(line: number, why: string, next: string): Refusal {
  return { verdict: 'failed', message: `The command at line ${line} was not run because ${why}.`, next };
}

/**
 * The files of a value of `KUBECONFIG`, which separates them by colons. `undefined`: the value is not known.
 */
function filesInList(list: string | undefined, folder: string): string[] {
  return (list ?? '').split(delimiter).flatMap((file) => oneFile(file, folder));
}

function oneFile(file: string | undefined, folder: string): string[] {
  return file ? [resolve(folder, file.replace(/^~(?=\/)/, homedir()))] : [];
}

/** A text that changes whenever the file changes; `undefined` if there is no file. */
function versionOf(file: string): string | undefined {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return undefined;
  }
}
