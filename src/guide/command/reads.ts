import type { Command, ParameterExpansionPart, SyntaxNode, Word } from 'unbash';
import { parseBash, walk, wordsOf } from './bash.ts';
import { kubectlValued, operands } from './operands.ts';
import { argumentOf, argumentsOf } from './reading/argument.ts';
import { isHarmlessVariable, programReads } from './reading/programs.ts';

const noNames: ReadonlySet<string> = new Set();

/**
 * Whether a command only reads, so that it can be repeated. Every simple command in it, also in pipes and
 * substitutions, must be a program that the folder `reading/` knows, with options that only read, and nothing
 * may write a file or change a variable at each run. Unknown programs and options count as writing, and so
 * does an expansion that could become an option: such a command runs only once, which is safe. `shadowed`:
 * the names of functions and aliases that the guide defines.
 */
export function readsOnly(text: string, shadowed: ReadonlySet<string> = noNames): boolean {
  const script = parseBash(text);
  let reads = (script.errors ?? []).length === 0;
  let commands = 0;
  walk(script, (node) => {
    if (node.type === 'Command') {
      commands += 1;
      if (!commandReads(node) || shadowed.has(node.name?.value ?? '')) reads = false;
    } else if (writes(node)) reads = false;
  });
  return reads && commands > 0;
}

/** Whether a node other than a simple command writes a file, or has another result when it runs again. */
function writes(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'Function':
    case 'Coproc':
      return true;
    // Each run would leave another process running.
    case 'Statement':
      return node.background === true;
    case 'Redirect':
      return writesFile(node.operator, node.target?.value);
    case 'Assignment':
      return node.append === true || variablesIn(node).has(node.name) || counts(node.index);
    case 'ParameterExpansion':
      return counts(node.index) || expansionWrites(node);
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

/** Whether an expansion changes a variable, as in `${a:i++}`, or runs commands in a value, as in `${a@P}`. */
function expansionWrites({ operation }: ParameterExpansionPart): boolean {
  if (operation?.type === 'Slice') return counts(operation.offset) || counts(operation.length);
  return operation?.type === 'Transform' && operation.operand.value === 'P';
}

/** The names of the variables that are used in a node. */
function variablesIn(node: SyntaxNode): Set<string> {
  const names = new Set<string>();
  walk(node, (child) => {
    if (child.type === 'SimpleExpansion') names.add(child.text.slice(1));
    if (child.type === 'ParameterExpansion') names.add(child.parameter);
    if (child.type === 'ArithmeticWord') names.add(child.value);
  });
  return names;
}

/** The names of the functions and aliases that a command defines. They hide programs of the same names. */
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

/** Programs that print the same text at each run if they read no file. */
const constants = new Set(
  (
    ': basename dirname echo env export false hostname id printenv printf pwd rev seq tr true uname ' +
    'which whoami'
  ).split(' '),
);

/**
 * Whether a reading command prints the same text at each run, because it reads no cluster, server, clock or
 * file.
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

/** Whether a redirection writes a file. */
export function writesFile(operator: string, target: string | undefined): boolean {
  if (operator === '<' || operator === '<&') return false;
  if (operator === '>&' && /^(\d|-)+$/.test(target ?? '')) return false;
  return target !== '/dev/null';
}

/**
 * Whether a simple command only reads, without regard to its redirections and substitutions. An assignment
 * without a program, such as `A=$(kubectl get …)`, only reads.
 */
export function commandReads(command: Command): boolean {
  if (!command.name) return true;
  const assigned = command.prefix.filter((each) => each.type === 'Assignment');
  return (
    assigned.every(({ name }) => isHarmlessVariable(name)) &&
    programReads([argumentOf(command.name), ...argumentsOf(command)])
  );
}
