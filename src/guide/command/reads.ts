import type { Command, ParameterExpansionPart, SyntaxNode, Word } from 'unbash';
import { parseBash, walk, wordsOf } from './bash.ts';
import { kubectlValued, operands } from './operands.ts';
import { argumentOf, argumentsOf } from './reading/argument.ts';
import { isHarmlessVariable, programReads } from './reading/programs.ts';

const noNames: ReadonlySet<string> = new Set();

/**
 * Whether a command only reads, so that we may run it again: every simple command in it, also in pipes and
 * substitutions, is a program that `reading/` knows, with options that are known to only read; nothing writes
 * a file or counts up a variable. Anything unknown counts as writing, and so does an expansion that could
 * become an option: such a command is run once, which is safe. `shadowed`: names of the guide's own functions
 * and aliases.
 */
export function readsOnly(text: string, shadowed: ReadonlySet<string> = noNames): boolean {
  const script = parseBash(text);
  let reads = (script.errors ?? []).length === 0;
  let commands = 0;
  walk(script, (node) => {
    if (node.type === 'Command') {
      commands += 1;
      if (!commandReads(node) || shadowed.has(node.name?.value ?? '')) reads = false;
    } else if (changesMore(node)) reads = false;
  });
  return reads && commands > 0;
}

/**
 * Whether a node writes that is no simple command: it redirects to a file, or running it again has another
 * result.
 */
function changesMore(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'Function':
    case 'Coproc':
      return true;
    // Each run would leave another process behind.
    case 'Statement':
      return node.background === true;
    case 'Redirect':
      return writesFile(node.operator, node.target?.value);
    case 'Assignment':
      return node.append === true || variablesIn(node).has(node.name) || counts(node.index);
    case 'ParameterExpansion':
      return counts(node.index) || expandsMore(node);
    case 'ArithmeticUnary':
      return node.operator === '++' || node.operator === '--';
    case 'ArithmeticBinary':
      return /^(?:[-+*/%&|^]|<<|>>)?=$/.test(node.operator);
    default:
      return false;
  }
}

/** Whether bash would set a variable while it evaluates an array index or the offset of a substring. */
function counts(arithmetic: Word | undefined): boolean {
  return arithmetic !== undefined && /\+\+|--|(?:^|[^=!<>])=(?!=)/.test(arithmetic.value);
}

/** `${a:i++}`, and `${a@P}`, which runs the substitutions in the value of `a`. */
function expandsMore({ operation }: ParameterExpansionPart): boolean {
  if (operation?.type === 'Slice') return counts(operation.offset) || counts(operation.length);
  return operation?.type === 'Transform' && operation.operand.value === 'P';
}

/** Names of the variables that are used below a node. */
function variablesIn(node: SyntaxNode): Set<string> {
  const names = new Set<string>();
  walk(node, (child) => {
    if (child.type === 'SimpleExpansion') names.add(child.text.slice(1));
    if (child.type === 'ParameterExpansion') names.add(child.parameter);
    if (child.type === 'ArithmeticWord') names.add(child.value);
  });
  return names;
}

/**
 * The names of the functions and aliases that a command defines. They hide the programs of the same names.
 */
export function namesDefined(text: string): string[] {
  const names: string[] = [];
  walk(parseBash(text), (node) => {
    if (node.type === 'Function') names.push(node.name.value);
    if (node.type === 'Command' && node.name?.value === 'alias')
      names.push(
        ...node.args.map((each) => (each.type === 'Assignment' ? each.name : each.value.replace(/=.*/s, ''))),
      );
  });
  return names;
}

/** Programs that, not reading a file, say the same thing however often they are asked. */
const constants = new Set(
  (
    ': basename dirname echo env export false hostname id printenv printf pwd rev seq tr true uname ' +
    'which whoami'
  ).split(' '),
);

/**
 * Whether asking a reading command again cannot change its answer: nothing in it looks at a cluster, a
 * server, a clock or a file.
 */
export function isConstant(text: string): boolean {
  let constant = true;
  walk(parseBash(text), (node) => {
    if (node.type === 'Redirect' && node.operator === '<') constant = false;
    if (node.type === 'Command' && !commandIsConstant(node)) constant = false;
  });
  return constant;
}

function commandIsConstant(command: Command): boolean {
  const name = command.name?.value;
  const words = wordsOf(command);
  if (name === 'kubectl') {
    const [verb] = operands(words, kubectlValued);
    return verb === 'config' || (verb === 'version' && words.includes('--client'));
  }
  if (name === 'istioctl') return words[0] === 'version' && words.includes('--remote=false');
  if (name === 'helm') return words[0] === 'version';
  return name === undefined || constants.has(name);
}

/** Whether a redirection changes a file. */
export function writesFile(operator: string, target: string | undefined): boolean {
  if (operator === '<' || operator === '<&') return false;
  if (operator === '>&' && /^(\d|-)+$/.test(target ?? '')) return false;
  return target !== '/dev/null';
}

/**
 * Whether a simple command only reads; its redirections and substitutions are checked separately. A bare
 * assignment such as `A=$(kubectl get …)` only reads.
 */
export function commandReads(command: Command): boolean {
  if (!command.name) return true;
  const assigned = command.prefix.filter((each) => each.type === 'Assignment');
  return (
    assigned.every(({ name }) => isHarmlessVariable(name)) &&
    programReads([argumentOf(command.name), ...argumentsOf(command)])
  );
}
