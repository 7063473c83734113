import type { Command, SyntaxNode } from 'unbash';
import { parseBash, walk, wordsOf } from '../../src/guide/command/bash.ts';
import { kubectlValued, operands } from '../../src/guide/command/operands.ts';
import { argumentsOf } from '../../src/guide/command/reading/argument.ts';
import { namesDefined } from '../../src/guide/command/reads.ts';
import type { Command as GuideCommand, Step } from '../../src/guide/model.ts';
import { changesNothing, keepsFiles } from './command-changes.ts';
import { KnownVariables } from './known-variables.ts';
import { isDryRun, kubectlEffects, namespaceNamed, type ObjectEffect } from './kubectl-command.ts';

/** The effect of one kubectl command of a guide on one object, as the text of the page shows it. */
export interface Effect extends ObjectEffect {
  readonly step: string;
  /** 1-based line of the command. */
  readonly line: number;
  /** Whether the printed output does not show that the object existed before. */
  readonly isNew: boolean;
  /**
   * Whether the command certainly writes to this object. A variable, a changed file or another kubeconfig
   * makes this uncertain, and so does printed output that shows that the cluster refuses the command.
   */
  readonly isSure: boolean;
}

export interface CommandsRead {
  /** The writes, in the order of the page. */
  readonly effects: readonly Effect[];
  /**
   * The ids of the steps that may write more than `effects` shows, because they use variables or other
   * programs, which are not known before they run.
   */
  readonly unclearSteps: ReadonlySet<string>;
}

/**
 * Reads the commands of these steps. `folder`: the folder with the guide's files. After a `kubectl config
 * set-context --current --namespace`, later commands without `-n` have that namespace.
 */
export function readCommands(steps: readonly Step[], folder: string): CommandsRead {
  const shell: ShellState = { own: { is: 'context' }, hasFiles: true, known: new KnownVariables() };
  const isKubectl = !steps.some(({ commands }) => commands.some(({ text }) => definesKubectl(text)));
  const unclearSteps = new Set<string>();
  const effects: Effect[] = [];
  for (const { id, commands } of steps) {
    for (const command of commands) {
      const read = effectsOfCommand(command, shell, folder);
      effects.push(
        ...read.effects.map((effect) => ({ ...effect, step: id, isSure: effect.isSure && isKubectl })),
      );
      if (!command.reads && (read.isOpen || !isKubectl)) unclearSteps.add(id);
    }
  }
  return { effects, unclearSteps };
}

export function effectsOf(steps: readonly Step[], folder: string): readonly Effect[] {
  return readCommands(steps, folder).effects;
}

/** The state of the shell after the commands so far, as far as later commands depend on it. */
interface ShellState {
  /** The namespace of a command without `-n`. */
  own:
    | { readonly is: 'context' }
    | { readonly is: 'set'; readonly namespace: string }
    | { readonly is: 'unknown' };
  /** Whether relative paths still name the guide's files, and the files are unchanged. */
  hasFiles: boolean;
  readonly known: KnownVariables;
}

function effectsOfCommand(
  command: GuideCommand,
  shell: ShellState,
  folder: string,
): { effects: Omit<Effect, 'step'>[]; isOpen: boolean } {
  const feeders = new Map<SyntaxNode, readonly SyntaxNode[]>();
  const effects: Omit<Effect, 'step'>[] = [];
  let isOpen = false;
  // If this command itself changes a file, we do not know whether it reads the file before or after the
  // change.
  shell.hasFiles &&= keepsFiles(command.text);
  shell.known.follow(command.text);
  walk(parseBash(command.text), (node) => {
    if (node.type === 'Pipeline')
      for (const [at, each] of node.commands.entries()) feeders.set(each, node.commands.slice(0, at));
    if (node.type === 'Assignment' && node.name === 'KUBECONFIG') shell.own = { is: 'unknown' };
    if (node.type !== 'Command') return;
    shell.own = ownAfter(node, shell.own);
    if (node.name?.value !== 'kubectl') {
      isOpen ||= !leavesClusterAlone(node);
      return;
    }
    const found = kubectlEffects(node, feeders.get(node) ?? [], folder);
    const isPlain = isClear(node) && (shell.hasFiles || !readsFiles(node, feeders.get(node) ?? []));
    isOpen ||= !isPlain || (found.length === 0 && !leavesClusterAlone(node));
    for (const written of found) {
      const effect = filledIn(written, shell.known);
      const isWhole = effect === written;
      isOpen ||= !isWhole;
      if (hasExpansion(effect)) continue;
      const isHere = effect.namespace !== undefined || effect.everywhere;
      const own = !isHere && shell.own.is === 'set' ? { namespace: shell.own.namespace } : {};
      const isSure =
        isPlain && isWhole && (isHere === true || shell.own.is !== 'unknown') && !saysRefused(command);
      isOpen ||= !isSure;
      effects.push({ line: command.line, ...effect, ...own, isNew: mayBeNew(command, effect), isSure });
    }
  });
  return { effects, isOpen };
}

function hasExpansion(effect: ObjectEffect): boolean {
  return Object.values(effect).some((value) => typeof value === 'string' && /[$`]/.test(value));
}

/**
 * Replaces variables by their values. The result is never certain, because the reader may have given the
 * variable another value.
 */
function filledIn(effect: ObjectEffect, known: KnownVariables): ObjectEffect {
  if (!hasExpansion(effect)) return effect;
  return Object.fromEntries(
    Object.entries(effect).map(([key, value]) => [
      key,
      typeof value === 'string' ? known.fillIn(value) : value,
    ]),
  ) as unknown as ObjectEffect;
}

/** Whether a command certainly writes nothing to the cluster. */
function leavesClusterAlone(node: Command): boolean {
  const words = wordsOf(node);
  if (changesNothing(node)) return true;
  const [verb] = operands(words, kubectlValued);
  return node.name?.value === 'kubectl'
    ? verb === 'config' || isDryRun(words)
    : node.name?.value === 'istioctl' && verb === 'kube-inject';
}

/** Whether a function or an alias of the guide hides the program kubectl. */
function definesKubectl(text: string): boolean {
  return /\b(?:kubectl\s*\(|function|alias)/.test(text) && namesDefined(text).includes('kubectl');
}

/** Programs that may change the session's variables or its kubeconfig. */
const changesContext = new Set(['source', '.', 'eval', 'kubectx', 'kubens', 'kubie']);

/** The namespace of later commands without `-n`. */
function ownAfter(node: Command, own: ShellState['own']): ShellState['own'] {
  if (changesContext.has(node.name?.value ?? '')) return { is: 'unknown' };
  if (node.name?.value !== 'kubectl') return own;
  const words = wordsOf(node);
  const [verb, sub = ''] = operands(words, new Set(['--namespace', '-n']));
  if (verb !== 'config' || !/^(?:set|unset|use|delete|rename)/.test(sub)) return own;
  const namespace = namespaceNamed(words);
  if (sub === 'set-context' && words.includes('--current') && namespace === undefined) return own;
  return sub === 'set-context' && words.includes('--current') && namespace && !/[$`]/.test(namespace)
    ? { is: 'set', namespace }
    : { is: 'unknown' };
}

/**
 * Whether the text alone shows the objects of a command: no word can become several words or an option in
 * bash, and no option names another cluster.
 */
function isClear(node: Command): boolean {
  const isOpen = argumentsOf(node).some(
    ({ kind, start }) => kind === 'alike' || (kind === 'any' && start === ''),
  );
  return (
    !isOpen && !wordsOf(node).some((word) => /^--(?:context|kubeconfig|cluster|server)(?:=|$)|^-s/.test(word))
  );
}

/** Whether the objects of the command may come from a file. */
function readsFiles(node: Command, feeders: readonly SyntaxNode[]): boolean {
  const isHereDocument = (each: SyntaxNode) =>
    each.type === 'Command' && each.suffix.some((part) => part.type === 'HereDoc');
  const words = wordsOf(node);
  return words.some((word) => /^-f|^--filename/.test(word)) && ![...feeders, node].some(isHereDocument);
}

/** Whether the page shows that the cluster refuses the command. */
function saysRefused({ expectation: { exit, printed } }: GuideCommand): boolean {
  return (
    exit !== 0 ||
    printed.some(({ lines }) => lines.some((line) => /^(?:Error from server\b|error: )/.test(line)))
  );
}

/**
 * Whether the printed output does not show that the object existed. kubectl prints for each object what it
 * did: `service/a configured` and `service/a unchanged` mean that the object existed.
 */
function mayBeNew(
  { expectation: { exit, printed } }: GuideCommand,
  { kind, apiVersion, name }: ObjectEffect,
): boolean {
  const isAboutIt = (line: string) => {
    const [, printedKind, printedName] =
      /^([^\s/.]+)\S*\/(\S+) (?:configured|unchanged|not labeled)/.exec(line) ?? [];
    return printedName === name && (apiVersion === undefined || printedKind === kind.toLowerCase());
  };
  return exit === 0 && !printed.some(({ lines }) => lines.some(isAboutIt));
}
