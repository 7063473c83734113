import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { clusterNamed } from '../../src/guide/command/other-cluster.ts';
import type { Command } from '../../src/guide/model.ts';
import { kubeconfigLimitBytes } from '../limits.ts';
import type { ShellState } from '../shell/bash/shell-state.ts';
import type { Refusal } from './set-variables.ts';

/** The address of a cluster and the data that proves its identity. */
interface Place {
  readonly server: string;
  readonly authority: string;
}

/**
 * Watches the session's private kubeconfig and `KUBECONFIG`: a command such as `kind create cluster` may
 * change them to another cluster.
 */
export class PinnedKubeconfig {
  readonly #file: string;
  readonly #place: Place | undefined;
  /** The version of the file that was last found to lead to the pinned cluster. */
  #soundVersion: string | undefined;

  /** `text` is what `file` holds at first. It may name no cluster; then nothing is checked. */
  constructor(file: string, text: string) {
    this.#file = file;
    this.#place = placeIn([asConfig(text, '')]);
  }

  /**
   * Why a command must not run: it would, or might, reach another cluster than the pinned one. `undefined` if
   * it may run.
   */
  whyNot({ text, line }: Command, { kubeconfig, folder }: ShellState): Refusal | undefined {
    if (!this.#place) return undefined;
    const why = this.#ofVariable(kubeconfig, folder);
    if (why) {
      const subject = kubeconfig === this.#file ? 'the kubeconfig of this session' : '`KUBECONFIG`';
      return notRun(line, `${subject} ${why}`, 'Do not change `KUBECONFIG` or the file that it names.');
    }
    const { kubeconfigs, lists, contexts } = clusterNamed(text, { KUBECONFIG: kubeconfig, PWD: folder });
    const unknown = 'is not known before the command runs';
    const leaveOut = 'Leave it out: `KUBECONFIG` already names the kubeconfig of the right cluster.';
    for (const named of lists) {
      const elsewhere = named === undefined ? unknown : this.#ofVariable(named, folder);
      if (elsewhere)
        return notRun(
          line,
          `${named === '' ? '`KUBECONFIG`' : 'the kubeconfig that it names'} ${elsewhere}`,
          leaveOut,
        );
    }
    for (const named of kubeconfigs) {
      const elsewhere =
        named === undefined ? unknown : this.#whyElsewhere(filesIn(named, folder, { isList: false }));
      if (elsewhere) return notRun(line, `the kubeconfig that it names ${elsewhere}`, leaveOut);
    }
    const lookedIn = [
      ...kubeconfigs.map((each) => filesIn(each, folder, { isList: false })),
      ...lists.map((each) => filesIn(each, folder, { isList: true })),
    ];
    for (const context of contexts) {
      for (const files of lookedIn.length > 0 ? lookedIn : [filesIn(kubeconfig, folder, { isList: true })]) {
        const elsewhere = this.#whyContextElsewhere(files, context);
        if (elsewhere)
          return notRun(
            line,
            elsewhere,
            'Leave out the context: the current one is that of the right cluster.',
          );
      }
    }
    return undefined;
  }

  #ofVariable(kubeconfig: string, folder: string): string | undefined {
    if (kubeconfig === this.#file) return this.#ofOwnFile();
    if (kubeconfig === '')
      return 'has no value any more, so programs would take the kubeconfig in your home folder';
    return this.#whyElsewhere(filesIn(kubeconfig, folder, { isList: true }));
  }

  /**
   * If `context` is `undefined`, it is not known before the command runs, so every context must lead to the
   * pinned cluster. For a name that does not exist, kubectl itself reports the error.
   */
  #whyContextElsewhere(files: readonly string[], context: string | undefined): string | undefined {
    const configs = configsAt(files);
    const names = configs.flatMap(({ contexts }) => contexts.map(({ name }) => name));
    for (const name of context === undefined ? names : names.filter((each) => each === context)) {
      const place = placeIn(configs, name);
      if (place && !this.#isPinned(place))
        return (
          `the context ${name} leads to ${place.server} and not to the cluster that this session is ` +
          'pinned to'
        );
    }
    return undefined;
  }

  #ofOwnFile(): string | undefined {
    const version = versionOf(this.#file);
    if (version !== undefined && version === this.#soundVersion) return undefined;
    const why = this.#whyElsewhere([this.#file]);
    if (why === undefined) this.#soundVersion = version;
    return why;
  }

  /**
   * Says, as the end of a sentence, which other cluster these files lead to; `undefined` if it is the pinned
   * one.
   */
  #whyElsewhere(files: readonly string[]): string | undefined {
    const place = placeIn(configsAt(files));
    if (place === undefined) return 'leads to no cluster';
    return this.#isPinned(place)
      ? undefined
      : `leads to ${place.server} and not to the cluster that this session is pinned to`;
  }

  #isPinned({ server, authority }: Place): boolean {
    return server === this.#place?.server && authority === this.#place.authority;
  }
}

function notRun(line: number, why: string, next: string): Refusal {
  return { verdict: 'failed', message: `The command at line ${line} was not run because ${why}.`, next };
}

function filesIn(named: string | undefined, folder: string, { isList }: { isList: boolean }): string[] {
  const files = isList ? (named ?? '').split(delimiter) : [named ?? ''];
  return files.filter(Boolean).map((file) => resolve(folder, file.replace(/^~(?=\/)/, homedir())));
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

interface Entry {
  readonly name: string;
  /** The entry of the cluster in the kubeconfig, with the folder of that file. */
  readonly fields: Fields;
  readonly folder: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** One kubeconfig. */
interface Config {
  readonly current: string | undefined;
  readonly contexts: readonly Entry[];
  readonly clusters: readonly Entry[];
}

/**
 * The cluster of a context, as kubectl finds it: if a name is there twice, the first one counts. Without
 * `context`, the current context is used.
 */
function placeIn(
  configs: readonly Config[],
  context = configs.map(({ current }) => current).find(Boolean),
): Place | undefined {
  const clusterName = configs.flatMap(({ contexts }) => contexts).find(({ name }) => name === context)
    ?.fields['cluster'];
  const cluster = configs.flatMap(({ clusters }) => clusters).find(({ name }) => name === clusterName);
  if (!cluster) return undefined;
  const { server, 'certificate-authority': file, 'certificate-authority-data': data } = cluster.fields;
  if (typeof server !== 'string' || server === '') return undefined;
  const authority =
    typeof file === 'string' && file !== '' ? textAt(resolve(cluster.folder, file), 'base64') : data;
  return { server: server.replace(/\/$/, ''), authority: typeof authority === 'string' ? authority : '' };
}

function configsAt(files: readonly string[]): Config[] {
  return files.flatMap((file) => {
    const text = textAt(file, 'utf8');
    return text === undefined ? [] : asConfig(text, dirname(file));
  });
}

/** A file that is not a kubeconfig gives an empty one. */
function asConfig(text: string, folder: string): Config {
  let config: unknown;
  try {
    config = parse(text, { logLevel: 'silent' });
  } catch {}
  const fields = isFields(config) ? config : {};
  const { 'current-context': current, contexts, clusters } = fields;
  const entries = (list: unknown, word: string) =>
    (Array.isArray(list) ? list : []).flatMap((each: unknown): Entry[] => {
      const { name, [word]: own } = isFields(each) ? each : {};
      return typeof name === 'string' && isFields(own) ? [{ name, fields: own, folder }] : [];
    });
  return {
    current: typeof current === 'string' ? current : undefined,
    contexts: entries(contexts, 'context'),
    clusters: entries(clusters, 'cluster'),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads regular files only, because reading a pipe or a terminal may never end. */
function textAt(file: string, encoding: 'utf8' | 'base64'): string | undefined {
  try {
    const stat = statSync(file);
    return stat.isFile() && stat.size <= kubeconfigLimitBytes ? readFileSync(file, encoding) : undefined;
  } catch {
    return undefined;
  }
}
