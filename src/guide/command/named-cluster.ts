import type { Word } from 'unbash';
import { parseBash, walk } from './bash.ts';
import {
  asksCluster,
  type Client,
  clientNames,
  clientOf,
  valuesOf,
  walkWithInner,
  without,
} from './cluster-client.ts';
import { shellCommands } from './shell-commands.ts';

/**
 * The kubeconfigs and contexts that a command names for its programs. `undefined` stands for a value that
 * cannot be known before the command runs.
 */
export interface NamedCluster {
  readonly kubeconfigs: readonly (string | undefined)[];
  /** Values of the variable `KUBECONFIG`: paths, separated by colons. */
  readonly lists: readonly (string | undefined)[];
  readonly contexts: readonly (string | undefined)[];
}

const none: NamedCluster = { kubeconfigs: [], lists: [], contexts: [] };

/** Returns empty lists if the command needs no cluster. `known`: the values of variables. */
export function namedCluster(text: string, known: Readonly<Record<string, string>> = {}): NamedCluster {
  if (!/kubeconfig|istioctl|context/i.test(text)) return none;
  const kubeconfigs: (string | undefined)[] = [];
  const lists: (string | undefined)[] = [];
  const contexts: (string | undefined)[] = [];
  let needsCluster = false;
  const expanded = (word: Word) => expandedText(word, known);
  walkWithInner(text, (node) => {
    if (node.type === 'Assignment' && node.name === 'KUBECONFIG')
      lists.push(node.value.type === 'Word' ? expanded(node.value) : undefined);
    const client = node.type === 'Command' ? clientOf(node) : undefined;
    if (!client) return;
    needsCluster ||= asksCluster(client);
    kubeconfigs.push(...valuesOf(client, client.program.kubeconfig).map(expanded));
    contexts.push(...valuesOf(client, client.program.context).map(expanded));
    contexts.push(...selectedContext(client).map(expanded));
    lists.push(...assignedLists(client).map(expanded));
  });
  return needsCluster ? { kubeconfigs, lists, contexts } : none;
}

/** The context that `kubectl config use-context` selects. */
function selectedContext({ args }: Client): Word[] {
  const at = args.findIndex(({ value }) => value === 'use-context');
  return at > 0 && args[at - 1]?.value === 'config' ? args.slice(at + 1, at + 2) : [];
}

/** The values in `env KUBECONFIG=value program`. */
function assignedLists({ before }: Client): Word[] {
  const variable = 'KUBECONFIG=';
  return before.filter(({ value }) => value.startsWith(variable)).map((word) => without(word, variable));
}

/** A word as bash expands it; `undefined` if it depends on more than the known variables. */
function expandedText(
  { text, value }: Pick<Word, 'text' | 'value'>,
  known: Readonly<Record<string, string>>,
): string | undefined {
  const variable = /\$(?:(\w+)|\{(\w+)\})/g;
  const expand = (all: string, plain?: string, braced?: string) => known[plain ?? braced ?? ''] ?? all;
  const rest = text.replace(variable, (all, plain, braced) =>
    Object.hasOwn(known, plain ?? braced) ? '' : all,
  );
  return /[$`*?[{]/.test(rest) ? undefined : value.replace(variable, expand);
}

/**
 * Programs that never write to the cluster of a kubeconfig. Every other program may do so when it writes.
 */
const local = new Set(
  (
    '[ : alias awk base64 cat cd chmod cp curl cut docker echo eval exec exit false find git grep head ' +
    'jq k3d kill kind ln ls minikube mkdir mktemp mv openssl printf pwd read rm rmdir sed shopt sort ' +
    'tail tar tee test touch tr trap true type unalias uniq unzip wait wc wget yq'
  )
    .split(' ')
    .concat(shellCommands),
);

/** Whether a command may read from or write to the cluster that `KUBECONFIG` leads to. */
export function mayAskCluster({ text, reads }: { readonly text: string; readonly reads: boolean }): boolean {
  if (reads && !clientNames.test(text)) return false;
  let mayWrite = false;
  let rest = text;
  walk(parseBash(text), (node) => {
    if (node.type !== 'Command') return;
    const client = clientOf(node);
    if (client && !asksCluster(client)) rest = blanked(rest, client.word);
    else mayWrite ||= node.name !== undefined && !local.has(node.name.value);
  });
  return clientNames.test(rest) || (!reads && mayWrite);
}

/** Replaces a word of a text by spaces, so that all other words keep their positions. */
function blanked(text: string, { pos, end }: Pick<Word, 'pos' | 'end'>): string {
  return `${text.slice(0, pos)}${' '.repeat(end - pos)}${text.slice(end)}`;
}
