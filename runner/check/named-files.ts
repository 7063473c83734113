import type { Command, SyntaxNode, Word } from 'unbash';
import { parseBash, walk } from '../../src/guide/command/bash.ts';
import { kubectlValued, operands, optionValues } from '../../src/guide/command/operands.ts';
import { argumentOf, argumentsOf } from '../../src/guide/command/reading/argument.ts';
import { commandReads, writesFile } from '../../src/guide/command/reads.ts';
import { shellCommands } from '../../src/guide/command/shell-commands.ts';

/** The files that a command reads and makes in its working folder, as far as its text shows them. */
export interface CommandFiles {
  /** Relative paths that must exist before the command runs. */
  readonly needs: readonly string[];
  /** Paths of files and folders that the command makes. */
  readonly makes: readonly string[];
  /** Whether the command may make other files too, or change its working folder. */
  readonly mayMakeMore: boolean;
}

export function commandFiles(text: string): CommandFiles {
  const needs: string[] = [];
  const makes: string[] = [];
  let mayMakeMore = false;
  let hasCondition = false;
  walk(parseBash(text), (node) => {
    if (node.type === 'Function') mayMakeMore = true;
    if (isCondition(node)) hasCondition = true;
    if (node.type === 'Redirect' && writesFile(node.operator, node.target?.value))
      makes.push(literalOf(node.target));
    if (node.type !== 'Command') return;
    if (!mayMakeMore) needs.push(...namedBy(node), ...readFrom(node));
    const made = madeBy(node);
    if (made === undefined) mayMakeMore = true;
    else makes.push(...made);
  });
  return {
    needs: hasCondition ? [] : needs.filter(isRelativePath),
    makes: makes.filter((path) => path !== ''),
    mayMakeMore: mayMakeMore || makes.includes(''),
  };
}

/** Whether bash runs some commands only under a condition, such as that a file exists. */
function isCondition(node: SyntaxNode): boolean {
  if (node.type === 'Command') return /^(?:test|\[)$/.test(node.name?.value ?? '');
  return (
    node.type === 'TestCommand' ||
    node.type === 'If' ||
    node.type === 'Function' ||
    (node.type === 'AndOr' && node.operators.includes('||'))
  );
}

/** The text of a word that bash does not expand; empty for other words. */
function literalOf(word: Word | undefined): string {
  const argument = word && argumentOf(word);
  return argument?.kind === 'literal' ? argument.start : '';
}

function readFrom({ suffix }: Command): string[] {
  return suffix.flatMap((part) =>
    part.type === 'Redirect' && part.operator === '<' ? literalOf(part.target) : [],
  );
}

/**
 * Whether a word is a relative path of a file: not `-`, the folder itself, an address or an absolute path.
 */
function isRelativePath(path: string): boolean {
  return path !== '' && path !== '.' && path !== './' && !/^[-/~]|:\/\/|^[\w.-]+@|\n/.test(path);
}

/** The words after the name of the program. A word that bash expands is an empty string. */
function literalWords(command: Command): string[] {
  return argumentsOf(command).map(({ kind, start }) => (kind === 'literal' ? start : ''));
}

const printers = new Set(['cat', 'head', 'tail', 'wc', 'less', 'more']);
const shells = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh']);

/** The files that the arguments of a command name for reading. */
function namedBy(command: Command): string[] {
  const program = literalOf(command.name);
  const words = literalWords(command);
  if (/^\.{1,2}\/|^[^/]+\//.test(program)) return [program];
  if (printers.has(program)) return operands(words, new Set(['-n', '-c', '--lines', '--bytes']));
  if (shells.has(program))
    return words.some((word) => /^-\w*[cs]/.test(word)) || words.includes('')
      ? []
      : operands(words, new Set(['-o'])).slice(0, 1);
  switch (program) {
    case '.':
    case 'source':
      return words.slice(0, 1);
    case 'chmod':
      return operands(words, new Set()).slice(1);
    case 'cp':
    case 'mv':
      return words.some((word) => /^(?:-t|--target-directory)/.test(word))
        ? []
        : operands(words, new Set()).slice(0, -1);
    case 'kubectl':
      return kubectlFiles(words);
    case 'istioctl':
      return optionValues(words, '-f', '--filename').flatMap(splitAtCommas);
    case 'helm':
      return [
        ...optionValues(words, '-f', '--values').flatMap(splitAtCommas),
        ...operands(words, new Set()).filter((word) => /^\.{1,2}\//.test(word)),
      ];
    case 'curl':
      return curlFiles(words);
    default:
      return [];
  }
}

/** Subcommands of kubectl whose option `-f` does not name a file. */
const withoutFiles = new Set(['logs', 'log', 'attach', 'port-forward', 'exec']);

function kubectlFiles(words: readonly string[]): string[] {
  const [verb = ''] = operands(words, kubectlValued);
  const own = [
    ...optionValues(words, '--from-file', '--from-file').map((value) => value.replace(/^[^=]*=/, '')),
    ...optionValues(words, '--from-env-file', '--from-env-file'),
  ];
  if (withoutFiles.has(verb)) return own;
  const folders = optionValues(words, '-k', '--kustomize').filter((value) =>
    /^\.{0,2}\/|^[\w-]+\/?$/.test(value),
  );
  return [
    ...own,
    ...optionValues(words, '-f', '--filename').flatMap(splitAtCommas),
    ...folders,
    ...optionValues(words, '--patch-file', '--patch-file'),
  ];
}

/** The files that curl reads: `-d @FILE` and the like, and `-T FILE`. */
function curlFiles(words: readonly string[]): string[] {
  const data = words.flatMap((word, at) =>
    /^(?:-d|--data(?:-\w+)?|--json)$/.test(word)
      ? (words[at + 1] ?? [])
      : (/^(?:-d|--(?:data(?:-\w+)?|json)=)(@.*)/.exec(word)?.[1] ?? []),
  );
  return [
    ...data.filter((value) => value.startsWith('@')).map((value) => value.slice(1)),
    ...optionValues(words, '-T', '--upload-file'),
  ];
}

function splitAtCommas(value: string): string[] {
  return value.split(',');
}

/** Programs that write no files except through redirections. */
const harmless = new Set(
  (
    ': [ break chmod command continue disown envsubst exit fg bg jobs kill read rm rmdir test time ' +
    'timeout trap true type wait'
  )
    .split(' ')
    .concat(shellCommands),
);

/** The files that a command makes; `undefined` if its text does not show them. */
function madeBy(command: Command): string[] | undefined {
  const name = command.name?.value;
  if (name === undefined || harmless.has(name)) return [];
  const words = literalWords(command);
  switch (name) {
    case 'touch':
    case 'tee':
    case 'mkdir':
      return operands(words, new Set(name === 'mkdir' ? ['-m', '--mode'] : []));
    case 'cp':
    case 'mv':
    case 'ln':
      return words.some((word) => /^(?:-t|--target-directory)/.test(word))
        ? undefined
        : operands(words, new Set()).slice(-1);
    case 'sed':
      return [];
    case 'curl':
      return curlMakes(words);
    case 'kubectl':
      return operands(words, kubectlValued)[0] === 'cp' ? undefined : [];
    case 'istioctl':
      return optionValues(words, '-o', '--output');
    case 'helm':
      return /^(?:pull|fetch|create|package|dependency|dep|template)$/.test(
        operands(words, new Set(['-n', '--namespace']))[0] ?? '',
      )
        ? undefined
        : [];
    default:
      return commandReads(command) ? [] : undefined;
  }
}

function curlMakes(words: readonly string[]): string[] | undefined {
  if (words.some((word) => /^-[a-zA-Z]*[OJ]|^--remote-name|^--output-dir/.test(word))) return undefined;
  return words.flatMap((word, at) =>
    /^-[a-zA-Z]*o$|^--output$/.test(word)
      ? [words[at + 1] ?? '']
      : (/^--output=(.*)/.exec(word)?.slice(1) ?? []),
  );
}
