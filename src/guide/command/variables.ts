import type { ArrayValue, Command, Function as FunctionNode, SyntaxNode, Word } from 'unbash';
import { parseBash, walk, wordsOf } from './bash.ts';

/**
 * Names of the shell variables that a command sets, uses and needs. A name that it uses after setting it
 * counts as both set and used.
 */
export interface Variables {
  readonly sets: ReadonlySet<string>;
  /**
   * The names among `sets` that the command sets at least once to an empty value: `EXTRA=`, `EXTRA=""` or
   * `EXTRA=()`.
   */
  readonly empties: ReadonlySet<string>;
  readonly uses: ReadonlySet<string>;
  /**
   * The names among `uses` that must have a value; without it, the command would do something else than the
   * page shows. A name is not needed if it has a default (`${NAME:-x}`), if the command tests it (`[ -n
   * "$NAME" ]`) or sets it first, if only the body of a function uses it, or if bash sets it.
   */
  readonly needs: ReadonlySet<string>;
  /** Arguments such as `1` that the command needs. Only functions and scripts have arguments. */
  readonly needsArguments: ReadonlySet<string>;
  /** The command may set variables that its text does not name, because it sources a file or uses `eval`. */
  readonly setsOthers: boolean;
  /** The bodies of the functions that the command defines, by name. */
  readonly functions: ReadonlyMap<string, string>;
  /**
   * The names of the programs and functions that the command calls, not counting calls inside functions that
   * it defines.
   */
  readonly calls: ReadonlySet<string>;
}

interface Place {
  readonly name: string;
  readonly pos: number;
}

export function variables(text: string): Variables {
  const { sets, empties, uses, notNeeded, functions, calls, loops, subshells, opaque } = placesIn(
    parseBash(text),
  );
  /**
   * In a loop, `TEXT="$TEXT$LINE"` sets the value that the next round uses, so a set counts from the start of
   * the loop.
   */
  const setAt = ({ pos }: Place) => Math.min(pos, ...loops.filter(isAround(pos)).map((loop) => loop.pos));
  const lastsUntil = (pos: number) => (set: { pos: number }) =>
    subshells.filter(isIn(set.pos)).every((subshell) => isIn(pos)(subshell));
  const isNeeded = ({ name, pos }: Place) =>
    !setByBash.test(name) &&
    !notNeeded.some((other) => other.name === name) &&
    !opaque.some((each) => each.end <= pos && lastsUntil(pos)(each)) &&
    !sets.some((set) => set.name === name && setAt(set) <= pos && lastsUntil(pos)(set)) &&
    !functions.some(isAround(pos));
  const needed = uses.filter(isNeeded);
  const needsArguments = new Set(needed.map(({ name }) => name).filter((name) => /^[1-9]\d*$/.test(name)));
  return {
    sets: names(sets),
    empties: names(empties),
    uses: names(uses),
    needs: names(needed),
    needsArguments,
    setsOthers: opaque.length > 0,
    functions: new Map(functions.map(({ name, body }) => [name.value, text.slice(body.pos, body.end)])),
    calls: new Set(calls.filter(({ pos }) => !functions.some(isAround(pos))).map(({ name }) => name)),
  };
}

/** Where a command sets and uses variables. */
interface Places {
  readonly sets: readonly Place[];
  /** The places among `sets` that set an empty value. */
  readonly empties: readonly Place[];
  readonly uses: readonly Place[];
  /** Names that need no value: tested, with a default, or for one program only (`NAME=x program`). */
  readonly notNeeded: readonly Place[];
  readonly functions: readonly FunctionNode[];
  readonly calls: readonly Place[];
  readonly loops: readonly SyntaxNode[];
  /** A variable that is set in a subshell has no value after it. */
  readonly subshells: readonly SyntaxNode[];
  /** Commands that may set any variable; after them, no value is known. */
  readonly opaque: readonly SyntaxNode[];
}

function placesIn(script: SyntaxNode): Places {
  const sets: Place[] = [];
  const empties: Place[] = [];
  const uses: Place[] = [];
  const notNeeded: Place[] = [];
  const functions: FunctionNode[] = [];
  const calls: Place[] = [];
  const loops: SyntaxNode[] = [];
  const subshells: SyntaxNode[] = [];
  const opaque: SyntaxNode[] = [];
  const forPrograms = new Set<SyntaxNode>();
  walk(script, (node) => {
    switch (node.type) {
      case 'Assignment':
        if (forPrograms.has(node)) break;
        sets.push({ name: node.name, pos: node.end });
        if (!node.append && isNothing(node.value)) empties.push(node);
        break;
      case 'While':
      case 'ArithmeticFor':
        loops.push(node);
        break;
      case 'For':
      case 'Select':
        loops.push(node);
        sets.push({ name: node.name.value, pos: node.pos });
        break;
      case 'Command':
        if (node.name) calls.push({ name: node.name.value, pos: node.pos });
        if (node.name) for (const each of node.prefix) if (each.type === 'Assignment') forPrograms.add(each);
        sets.push(
          ...[...namesRead(node), ...namesOfDescriptors(node)].map((name) => ({ name, pos: node.pos })),
        );
        if (/^(?:\.|source|eval)$/.test(node.name?.value ?? '')) opaque.push(node);
        for (const name of namesDeclared(node))
          for (const list of [sets, empties]) list.push({ name, pos: node.pos });
        if (node.name?.value === '[' || node.name?.value === 'test') notNeeded.push(...usesIn(node));
        break;
      case 'ArithmeticBinary':
        if (/^(?:[-+*/%&|^]|<<|>>)?=$/.test(node.operator) && node.left.type === 'ArithmeticWord')
          sets.push({ name: node.left.value, pos: node.pos });
        break;
      case 'ArithmeticUnary':
        if (/^(?:\+\+|--)$/.test(node.operator) && node.operand.type === 'ArithmeticWord')
          sets.push({ name: node.operand.value, pos: node.pos });
        break;
      case 'Coproc':
        for (const name of [node.name?.value ?? 'COPROC'])
          sets.push({ name, pos: node.pos }, { name: `${name}_PID`, pos: node.pos });
        subshells.push(node.body);
        break;
      case 'Subshell':
      case 'CommandExpansion':
      case 'ProcessSubstitution':
        subshells.push(node);
        break;
      case 'Pipeline':
        if (node.commands.length > 1) subshells.push(...node.commands);
        break;
      case 'TestCommand':
        notNeeded.push(...usesIn(node));
        break;
      case 'Case':
        notNeeded.push(...usesIn(node.word));
        break;
      case 'Function':
        functions.push(node);
        break;
      case 'SimpleExpansion':
        uses.push(useOf(node.text.slice(1), node));
        break;
      case 'ParameterExpansion': {
        const use = useOf(node.parameter, node);
        uses.push(use);
        if (node.operation?.type === 'Default' || node.operation?.type === 'Names' || node.prefix === '#')
          notNeeded.push(use);
        if (node.operation?.type === 'Default' && /^:?=$/.test(node.operation.operator)) sets.push(use);
        break;
      }
      default:
    }
  });
  return { sets, empties, uses, notNeeded, functions, calls, loops, subshells, opaque };
}

function isIn(pos: number): (node: SyntaxNode) => boolean {
  return (node) => node.pos <= pos && pos < node.end;
}

function isAround(pos: number): (node: SyntaxNode) => boolean {
  return (node) => node.pos < pos && pos <= node.end;
}

/** Variables that bash itself sets, in every shell or as an effect of a command. */
const setByBash =
  /^(?:BASH\w*|COLUMNS|COMP_\w+|COPROC|DIRSTACK|EPOCH\w+|EUID|FUNCNAME|GROUPS|HOSTNAME|HOSTTYPE|IFS|LINENO|LINES|MACHTYPE|MAPFILE|OLDPWD|OPTARG|OPTERR|OPTIND|OSTYPE|PIPESTATUS|PPID|PS\d|PWD|RANDOM|READLINE_\w+|REPLY|SECONDS|SHELLOPTS|SHLVL|SRANDOM|UID|_)$/;

function isNothing(value: Word | ArrayValue): boolean {
  return value.type === 'Word' ? /^(?:""|'')?$/.test(value.text) : value.elements.length === 0;
}

function useOf(name: string, { pos }: { pos: number }): Place {
  return { name, pos };
}

/** The variables that are used below a node. */
function usesIn(node: SyntaxNode): Place[] {
  const found: Place[] = [];
  walk(node, (child) => {
    if (child.type === 'SimpleExpansion') found.push(useOf(child.text.slice(1), child));
    if (child.type === 'ParameterExpansion') found.push(useOf(child.parameter, child));
  });
  return found;
}

/** Names that `declare -a LIST` and the like declare without a value: empty lists. */
function namesDeclared(command: Command): string[] {
  const words = wordsOf(command);
  return /^(?:declare|local|typeset)$/.test(command.name?.value ?? '') &&
    words.some((word) => /^-[a-zA-Z]*[aA]/.test(word))
    ? words.filter((word) => /^[A-Za-z_]\w*$/.test(word))
    : [];
}

/** The variable that `exec {FD}>file` sets. */
function namesOfDescriptors({ prefix, suffix }: Command): string[] {
  return [...prefix, ...suffix].flatMap((part) =>
    part.type === 'Redirect' && part.descriptor?.type === 'FileDescriptorVariable'
      ? part.descriptor.name
      : [],
  );
}

/**
 * The variables that `read`, `mapfile`, `readarray`, `getopts`, `printf -v`, `wait -p`, `let` and `export
 * NAME=x` in quotes set.
 */
function namesRead(command: Command): string[] {
  const words = wordsOf(command);
  switch (command.name?.value) {
    case 'read':
    case 'mapfile':
    case 'readarray':
      return words.filter((word) => !word.startsWith('-'));
    case 'getopts':
      return words.slice(1, 2);
    case 'let':
      return words.flatMap((word) => /^(?:\+\+|--)?([A-Za-z_]\w*)/.exec(word)?.slice(1) ?? []);
    case 'wait':
      return words.slice(words.indexOf('-p') + 1).slice(0, words.includes('-p') ? 1 : 0);
    case 'declare':
    case 'export':
    case 'local':
    case 'readonly':
    case 'typeset':
      return words.flatMap((word) => /^([A-Za-z_]\w*)\+?=/.exec(word)?.slice(1) ?? []);
    case 'printf':
      return words[0] === '-v' ? words.slice(1, 2) : [];
    default:
      return [];
  }
}

/** Positional and special parameters (`$1`, `$?`) are not names. */
function names(places: readonly Place[]): Set<string> {
  return new Set(places.map(({ name }) => name).filter((name) => /^[A-Za-z_]\w*$/.test(name)));
}
