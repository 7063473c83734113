import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Command } from '../../src/guide/model.ts';
import { kubeconfigsNamed } from '../../src/guide/other-cluster.ts';
import type { Refusal } from './set-variables.ts';
import type { ShellState } from './shell.ts';

/** Where a cluster is, and how a program knows that it is the right one. */
interface Place {
  readonly server: string;
  readonly authority: string;
}

/** The session's private kubeconfig. A command, such as `kind create cluster`, may let it or `KUBECONFIG` lead to another cluster. */
export class PinnedKubeconfig {
  readonly #file: string;
  readonly #place: Place | undefined;
  /** The version of the file that was last found to lead to the pinned cluster. */
  #soundVersion = '';

  /** `text` is what `file` holds at first. It may name no cluster; then nothing is checked. */
  constructor(file: string, text: string) {
    this.#file = file;
    this.#place = placeIn([asConfig(text)], '');
  }

  /** Why a command must not run: it would, or might, reach another cluster than the pinned one. `undefined` if it may run. */
  whyNot({ text, line }: Command, { kubeconfig, folder }: ShellState): Refusal | undefined {
    if (!this.#place) return undefined;
    const ofFile = kubeconfig === this.#file;
    const why = ofFile ? this.#ofOwnFile() : this.#ofVariable(kubeconfig, folder);
    if (why) {
      const subject = ofFile ? 'the kubeconfig of this session' : '`KUBECONFIG`';
      return notRun(line, `${subject} ${why}`, 'Leave `KUBECONFIG` and the file that it names as they are.');
    }
    for (const named of kubeconfigsNamed(text)) {
      const elsewhere =
        named === undefined ? 'is not known before the command runs' : this.#whyElsewhere([resolve(folder, named.replace(/^~(?=\/)/, homedir()))]);
      if (elsewhere)
        return notRun(line, `the kubeconfig that it names ${elsewhere}`, 'Leave it out: `KUBECONFIG` already names the kubeconfig of the right cluster.');
    }
    return undefined;
  }

  #ofVariable(kubeconfig: string, folder: string): string | undefined {
    if (kubeconfig === '') return 'has no value any more, so programs would take the kubeconfig in your home folder';
    return this.#whyElsewhere(
      kubeconfig
        .split(delimiter)
        .filter(Boolean)
        .map((file) => resolve(folder, file)),
    );
  }

  #ofOwnFile(): string | undefined {
    const { mtimeMs, size, ino } = statSync(this.#file, { throwIfNoEntry: false }) ?? {};
    const version = `${mtimeMs} ${size} ${ino}`;
    if (version === this.#soundVersion) return undefined;
    const why = this.#whyElsewhere([this.#file]);
    if (why === undefined) this.#soundVersion = version;
    return why;
  }

  /** Where these files lead to, as the rest of a sentence; `undefined` if it is the pinned cluster. */
  #whyElsewhere(files: readonly string[]): string | undefined {
    const place = placeIn(files.map(configAt), files[0] ?? '');
    if (place === undefined) return 'leads to no cluster';
    if (place.server === this.#place?.server && place.authority === this.#place.authority) return undefined;
    return `leads to ${place.server} and not to the cluster that this session is pinned to`;
  }
}

function notRun(line: number, why: string, next: string): Refusal {
  return { verdict: 'failed', message: `The command at line ${line} was not run because ${why}.`, next };
}

interface Named {
  readonly name?: string;
  readonly cluster?: Readonly<Record<string, string>>;
  readonly context?: { readonly cluster?: string };
}

interface Config {
  readonly 'current-context'?: string;
  readonly contexts?: readonly Named[];
  readonly clusters?: readonly Named[];
}

/** The cluster of the current context, as kubectl would find it in these files: the first that has a name counts. */
function placeIn(configs: readonly (Config | undefined)[], file: string): Place | undefined {
  const current = configs.map((config) => config?.['current-context']).find(Boolean);
  const named = (list: 'contexts' | 'clusters', name: string | undefined) =>
    configs.flatMap((config) => config?.[list] ?? []).find((each) => name !== undefined && each.name === name);
  const cluster = named('clusters', named('contexts', current)?.context?.cluster)?.cluster;
  if (!cluster?.['server']) return undefined;
  const authorityFile = cluster['certificate-authority'];
  const authority = authorityFile === undefined ? cluster['certificate-authority-data'] : contentAt(join(file, '..', authorityFile));
  return { server: cluster['server'], authority: authority ?? '' };
}

function configAt(file: string): Config | undefined {
  try {
    return asConfig(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function asConfig(text: string): Config | undefined {
  const config: unknown = parse(text);
  return typeof config === 'object' && config !== null ? config : undefined;
}

function contentAt(file: string): string | undefined {
  try {
    return readFileSync(file, 'base64');
  } catch {
    return undefined;
  }
}
