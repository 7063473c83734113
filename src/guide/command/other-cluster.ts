import type { Command, SyntaxNode, Word } from 'unbash';
import { parseBash, walk } from './bash.ts';
import { kubectlValued, operands } from './operands.ts';
import { shellCommands } from './shell-commands.ts';

interface Program {
  /** Options that name a kubeconfig, a context and the address of a server. */
  readonly kubeconfig: readonly string[];
  readonly context: readonly string[];
  readonly server: readonly string[];
  /** Subcommands that work without a cluster. */
  readonly asksNone: readonly string[];
}

/** Programs that find their cluster in a kubeconfig. */
const programs: Readonly<Record<string, Program>> = {
  kubectl: {
    kubeconfig: ['--kubeconfig'],
    context: ['--context'],
    server: ['--server', '-s'],
    asksNone: ['completion', 'config', 'help', 'kustomize', 'options', 'plugin'],
  },
  istioctl: {
    kubeconfig: ['--kubeconfig', '-c'],
    context: ['--context'],
    server: [],
    asksNone: ['completion', 'help'],
  },
  helm: {
    kubeconfig: ['--kubeconfig'],
    context: ['--kube-context'],
    server: ['--kube-apiserver'],
    asksNone: [
      'completion',
      'create',
      'env',
      'help',
      'lint',
      'package',
      'plugin',
      'pull',
      'repo',
      'search',
      'show',
      'version',
    ],
  },
};

/** A command that runs such a program, perhaps through `sudo`, `env` and the like. */
interface Client {
  readonly name: string;
  readonly program: Program;
  readonly word: Word;
  /** The program before it, such as `sudo`; `undefined` if there is none. */
  readonly wrapper: string | undefined;
  /** The words between the wrapper and the program. */
  readonly before: readonly Word[];
  readonly args: readonly Word[];
}

/**
 * Quotes the part of a command that may make it use another cluster than the pinned one: the address of a
 * server, a kubeconfig outside the session's folder, or words that run a program without `KUBECONFIG`.
 * Returns `undefined` if there is no such part.
 */
export function otherCluster(text: string): string | undefined {
  let found: string | undefined;
  walkAll(text, (node) => {
    if (found !== undefined) return;
    if (
      node.type === 'Assignment' &&
      node.name === 'KUBECONFIG' &&
      node.value.type === 'Word' &&
      isOutside(node.value)
    )
      found = `\`${node.text}\``;
    if (node.type === 'Command') found ??= inCommand(node);
  });
  return found;
}

/**
 * The kubeconfigs and contexts that a command names for its programs. `undefined` stands for a value that is
 * not known before the command runs.
 */
export interface ClusterNamed {
  readonly kubeconfigs: readonly (string | undefined)[];
  /** Values of `KUBECONFIG`: paths, separated by colons. */
  readonly lists: readonly (string | undefined)[];
  readonly contexts: readonly (string | undefined)[];
}

/** Reads a command; returns empty lists if it does not ask a cluster. `known`: the values of variables. */
export function clusterNamed(text: string, known: Readonly<Record<string, string>> = {}): ClusterNamed {
  const kubeconfigs: (string | undefined)[] = [];
  const lists: (string | undefined)[] = [];
  const contexts: (string | undefined)[] = [];
  let asks = false;
  if (/kubeconfig|istioctl|context/i.test(text)) {
    walkAll(text, (node) => {
      if (node.type === 'Assignment' && node.name === 'KUBECONFIG')
        lists.push(node.value.type === 'Word' ? plainText(node.value, known) : undefined);
      const client = node.type === 'Command' ? clientOf(node) : undefined;
      if (!client) return;
      asks ||= asksCluster(client);
      kubeconfigs.push(...valuesOf(client, client.program.kubeconfig).map((word) => plainText(word, known)));
      contexts.push(
        ...[...valuesOf(client, client.program.context), ...contextUsed(client)].map((word) =>
          plainText(word, known),
        ),
      );
      lists.push(
        ...client.before
          .filter(({ value }) => value.startsWith(kubeconfigIs))
          .map((word) => plainText(behind(word, kubeconfigIs), known)),
      );
    });
  }
  return asks ? { kubeconfigs, lists, contexts } : { kubeconfigs: [], lists: [], contexts: [] };
}

const kubeconfigIs = 'KUBECONFIG=';

/** The context that `kubectl config use-context` selects. */
function contextUsed({ args }: Client): Word[] {
  const at = args.findIndex(({ value }) => value === 'use-context');
  return at > 0 && args[at - 1]?.value === 'config' ? args.slice(at + 1, at + 2) : [];
}

/** Programs that never write to the cluster of a kubeconfig. Any other program that writes may do so. */
const local = new Set(
  (
    '[ : alias awk base64 cat cd chmod cp curl cut docker echo eval exec exit false find git grep ' +
    'head jq k3d kill kind ln ls minikube mkdir mktemp mv openssl printf pwd read rm rmdir sed shopt ' +
    'sort tail tar tee test touch tr trap true type unalias uniq unzip wait wc wget yq'
  )
    .split(' ')
    .concat(shellCommands),
);

/** Whether a command may ask the cluster that `KUBECONFIG` leads to, or write to it. */
export function mayAskCluster({ text, reads }: { readonly text: string; readonly reads: boolean }): boolean {
  const names = new RegExp(`\\b(?:${Object.keys(programs).join('|')})\\b`);
  const isNamed = names.test(text);
  if (reads && !isNamed) return false;
  let mayWrite = false;
  let rest = text;
  walk(parseBash(text), (node) => {
    if (node.type !== 'Command') return;
    const client = clientOf(node);
    if (client && !asksCluster(client))
      rest = `${rest.slice(0, client.word.pos)}${' '.repeat(client.word.end - client.word.pos)}${rest.slice(client.word.end)}`;
    else mayWrite ||= node.name !== undefined && !local.has(node.name.value);
  });
  return names.test(rest) || (!reads && mayWrite);
}

/** Whether the subcommand needs a cluster. */
function asksCluster({ program: { asksNone }, args }: Client): boolean {
  const [verb] = operands(
    args.map(({ value }) => value),
    kubectlValued,
  );
  return verb === undefined || !asksNone.includes(verb);
}

function inCommand(command: Command): string | undefined {
  const words = wordsIn(command).map(({ value }) => value);
  if (words[0] === 'unset' && words.includes('KUBECONFIG')) return '`unset KUBECONFIG`';
  const client = clientOf(command);
  if (!client) return undefined;
  const { wrapper, before } = client;
  const options = before.map(({ value }) => value);
  if (
    wrapper === 'sudo' &&
    !options.some((word) =>
      /^(?:-[A-Za-z]*E[A-Za-z]*|--preserve-env(?:=.*KUBECONFIG.*)?|KUBECONFIG=.*)$/.test(word),
    )
  )
    return `\`sudo ${client.name}\``;
  if (
    wrapper === 'env' &&
    (options.some((word) => /^(?:-i|-|--ignore-environment|-uKUBECONFIG|--unset=KUBECONFIG)$/.test(word)) ||
      options.join(' ').includes('-u KUBECONFIG'))
  )
    return `\`env ${options[0]}\``;
  // `kubectl config set-cluster --server` changes only the session's own file, which is looked at before the
  // next command.
  const [server] = asksCluster(client) ? valuesOf(client, client.program.server) : [];
  if (server) return `\`${server.text}\``;
  const set = before.find(
    (word) => word.value.startsWith(kubeconfigIs) && isOutside(behind(word, kubeconfigIs)),
  );
  const outside = set ?? valuesOf(client, client.program.kubeconfig).find(isOutside);
  return outside && `\`${outside.text}\``;
}

function clientOf(command: Command): Client | undefined {
  const words = wordsIn(command);
  const at = programAt(words);
  const word = words[at];
  if (!word) return undefined;
  const name = programName(word);
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  return (
    program && {
      name,
      program,
      word,
      wrapper: at === 0 ? undefined : words[0]!.value,
      before: words.slice(1, at),
      args: words.slice(at + 1),
    }
  );
}

/**
 * The index of the program that a command runs, after wrappers such as `sudo`, their options, and variables.
 */
function programAt(words: readonly Word[]): number {
  return words.findIndex((word, at) => {
    if (wrappers.has(programName(word))) return false;
    if (at === 0 || Object.hasOwn(programs, programName(word))) return true;
    if (/^(?:-|[A-Za-z_]\w*=|\$|[\d.]+[smhd]?$)/.test(word.value)) return false;
    const before = words[at - 1]!.value;
    return !/^-[a-zA-Z]$/.test(before) || valueless.has(before);
  });
}

/** Programs that run the program that their arguments name. */
const wrappers = new Set([
  'sudo',
  'env',
  'command',
  'exec',
  'time',
  'timeout',
  'watch',
  'nohup',
  'xargs',
  'nice',
]);

/** Short options of the wrappers that take no value. */
const valueless = new Set(['-A', '-E', '-H', '-S', '-b', '-i', '-k', '-n', '-p', '-r', '-t', '-v', '-x']);

/**
 * The values of these options: `--option value`, `--option=value`, and `-o=value` or `-ovalue` of a short
 * one. What follows `--` is another program's.
 */
function valuesOf({ args }: Client, options: readonly string[]): Word[] {
  const end = args.findIndex(({ text }) => text === '--');
  return (end < 0 ? args : args.slice(0, end)).flatMap((word, at) => {
    if (options.includes(word.value)) return args[at + 1] ?? [];
    const option = options.find((each) =>
      each.startsWith('--') ? word.value.startsWith(`${each}=`) : word.value.startsWith(each),
    );
    if (option === undefined || word.value.startsWith('--') !== option.startsWith('--')) return [];
    return [
      behind(
        word,
        option.startsWith('--') || word.value[option.length] === '='
          ? `${word.value.slice(0, option.length)}=`
          : option,
      ),
    ];
  });
}

/** A word without `start`, also if a quote comes before `start`. */
function behind(word: Word, start: string): Word {
  return { ...word, text: word.text.replace(start, ''), value: word.value.slice(start.length) };
}

function wordsIn({ name, args }: Command): Word[] {
  return [...(name ? [name] : []), ...args].filter((each) => each.type === 'Word');
}

/** The name of a program without its folder. */
function programName({ value }: Word): string {
  return value.replace(/^.*\//, '');
}

/** Walks through a command and through the commands that it gives to a shell as text. */
function walkAll(text: string, visit: (node: SyntaxNode) => void): void {
  walk(parseBash(text), (node) => {
    visit(node);
    if (node.type !== 'Command') return;
    const words = wordsIn(node);
    const [program, ...args] = words.slice(Math.max(programAt(words), 0));
    const option =
      program && /^(?:ba|da|z|k)?sh$/.test(programName(program))
        ? args.findIndex(({ value }) => /^-[a-z]*c$/.test(value))
        : -1;
    const given = program?.value === 'eval' ? args : args.slice(option + 1, option < 0 ? 0 : option + 2);
    const inner = given.map(({ value }) => value).join(' ');
    if (inner !== '' && inner.length < text.length) walkAll(inner, visit);
  });
}

/** Whether a path surely leads out of the session's folder. */
function isOutside({ text }: Pick<Word, 'text'>): boolean {
  return /^["']?(?:\/|~|\$HOME\b|\$\{HOME\})/.test(text) && !/^["']?(?:\/tmp\/|\$\{?TMPDIR)/.test(text);
}

/** A word as bash expands it; `undefined` if more than the known variables is in it. */
function plainText(
  { text, value }: Pick<Word, 'text' | 'value'>,
  known: Readonly<Record<string, string>>,
): string | undefined {
  const variable = /\$(?:(\w+)|\{(\w+)\})/g;
  const expand = (all: string, plain?: string, braced?: string) => known[plain ?? braced ?? ''] ?? all;
  return /[$`*?[{]/.test(
    text.replace(variable, (all, plain, braced) => (Object.hasOwn(known, plain ?? braced) ? '' : all)),
  )
    ? undefined
    : value.replace(variable, expand);
}
