import type { Command, SyntaxNode, Word } from 'unbash';
import { parseBash, walk } from './bash.ts';
import { kubectlValued, operands } from './operands.ts';

/** The options with which a program selects a cluster. */
interface Program {
  /** Options that name a kubeconfig. */
  readonly kubeconfig: readonly string[];
  /** Options that name a context. */
  readonly context: readonly string[];
  /** Options that give the address of a server. */
  readonly server: readonly string[];
  /** Subcommands that work without a cluster. */
  readonly local: readonly string[];
}

/** Programs that find their cluster in a kubeconfig. */
const programs: Readonly<Record<string, Program>> = {
  kubectl: {
    kubeconfig: ['--kubeconfig'],
    context: ['--context'],
    server: ['--server', '-s'],
    local: ['completion', 'config', 'help', 'kustomize', 'options', 'plugin'],
  },
  istioctl: {
    kubeconfig: ['--kubeconfig', '-c'],
    context: ['--context'],
    server: [],
    local: ['completion', 'help'],
  },
  helm: {
    kubeconfig: ['--kubeconfig'],
    context: ['--kube-context'],
    server: ['--kube-apiserver'],
    local: [
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

/** Matches the name of a program that finds its cluster in a kubeconfig. */
export const clientNames = new RegExp(`\\b(?:${Object.keys(programs).join('|')})\\b`);

/** A command that runs such a program, perhaps through `sudo`, `env` or another wrapper. */
export interface Client {
  readonly name: string;
  readonly program: Program;
  /** The word that names the program. */
  readonly word: Word;
  /** The wrapper, such as `sudo`; `undefined` if there is none. */
  readonly wrapper: string | undefined;
  /** The words between the wrapper and the program. */
  readonly before: readonly Word[];
  readonly args: readonly Word[];
}

/** Returns `undefined` if the command runs another program. */
export function clientOf(command: Command): Client | undefined {
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

/** Whether the subcommand of a client needs a cluster. */
export function asksCluster({ program: { local }, args }: Client): boolean {
  const [verb] = operands(
    args.map(({ value }) => value),
    kubectlValued,
  );
  return verb === undefined || !local.includes(verb);
}

/**
 * The values of these options, written `--option value` or `--option=value`, or with a short option also
 * `-o=value` or `-ovalue`. Ignores the words after `--`, which belong to another program.
 */
export function valuesOf({ args }: Client, options: readonly string[]): Word[] {
  const end = args.findIndex(({ text }) => text === '--');
  return (end < 0 ? args : args.slice(0, end)).flatMap((word, at) => {
    if (options.includes(word.value)) return args[at + 1] ?? [];
    const option = options.find((each) =>
      each.startsWith('--') ? word.value.startsWith(`${each}=`) : word.value.startsWith(each),
    );
    if (option === undefined || word.value.startsWith('--') !== option.startsWith('--')) return [];
    const hasEquals = option.startsWith('--') || word.value[option.length] === '=';
    return [without(word, hasEquals ? `${word.value.slice(0, option.length)}=` : option)];
  });
}

/** A word without its beginning `start`, also if a quote comes before `start`. */
export function without(word: Word, start: string): Word {
  return { ...word, text: word.text.replace(start, ''), value: word.value.slice(start.length) };
}

export function wordsIn({ name, args }: Command): Word[] {
  return [...(name ? [name] : []), ...args].filter((each) => each.type === 'Word');
}

/** Calls `visit` for the nodes of a command and of the commands that it passes to a shell as text. */
export function walkWithInner(text: string, visit: (node: SyntaxNode) => void): void {
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
    if (inner !== '' && inner.length < text.length) walkWithInner(inner, visit);
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

/** The index of the program that a command runs, after wrappers, their options and assignments. */
function programAt(words: readonly Word[]): number {
  return words.findIndex((word, at) => {
    if (wrappers.has(programName(word))) return false;
    if (at === 0 || Object.hasOwn(programs, programName(word))) return true;
    if (/^(?:-|[A-Za-z_]\w*=|\$|[\d.]+[smhd]?$)/.test(word.value)) return false;
    const before = words[at - 1]!.value;
    return !/^-[a-zA-Z]$/.test(before) || valueless.has(before);
  });
}

/** The name of a program without its folder. */
function programName({ value }: Word): string {
  return value.replace(/^.*\//, '');
}
