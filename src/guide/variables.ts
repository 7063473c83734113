import type { Command, SyntaxNode } from 'unbash';
import { parseBash, walk, wordsOf } from './bash.ts';

/** Names of the shell variables that a command sets, uses and needs. A name that it uses after setting it counts as both set and used. */
export interface Variables {
  readonly sets: ReadonlySet<string>;
  /** The names among `sets` whose value is, somewhere in the command, literally nothing: `EXTRA=` or `EXTRA=""`. */
  readonly empties: ReadonlySet<string>;
  readonly uses: ReadonlySet<string>;
  /**
   * The names among `uses` without whose value the command would be another one than the page shows. Not needed are a name that has a default (`${NAME:-x}`),
   * that the command tests (`[ -n "$NAME" ]`) or sets first, that only a function's body uses, and those that bash itself sets.
   */
  readonly needs: ReadonlySet<string>;
  /** The arguments such as `1` that it needs, which only functions and scripts have. */
  readonly needsArguments: ReadonlySet<string>;
}

interface Place {
  readonly name: string;
  readonly pos: number;
}

const none: Variables = { sets: new Set(), empties: new Set(), uses: new Set(), needs: new Set(), needsArguments: new Set() };

export function variables(text: string): Variables {
  // Most commands use and set none, and are not parsed for it.
  if (!/[$=]|\bread|\bmapfile|\bgetopts|printf|\bfor\b|\bselect\b/.test(text)) return none;
  const { sets, empties, uses, notNeeded, functions, loops } = placesIn(parseBash(text));
  /** In a loop, `TEXT="$TEXT$LINE"` sets what its next round uses. */
  const setAt = ({ pos }: Place) => Math.min(pos, ...loops.filter(isAround(pos)).map((loop) => loop.pos));
  const isNeeded = ({ name, pos }: Place) =>
    !setByBash.test(name) &&
    !notNeeded.some((other) => other.name === name) &&
    !sets.some((set) => set.name === name && setAt(set) <= pos) &&
    !functions.some(isAround(pos));
  const needed = uses.filter(isNeeded);
  const needsArguments = new Set(needed.map(({ name }) => name).filter((name) => /^[1-9]\d*$/.test(name)));
  return { sets: names(sets), empties: names(empties), uses: names(uses), needs: names(needed), needsArguments };
}

/** Where a command sets and uses variables. */
interface Places {
  readonly sets: readonly Place[];
  /** Those among `sets` that set literally nothing. */
  readonly empties: readonly Place[];
  readonly uses: readonly Place[];
  /** Names that need no value: tested, with a default, or for one program only (`NAME=x program`). */
  readonly notNeeded: readonly Place[];
  readonly functions: readonly SyntaxNode[];
  readonly loops: readonly SyntaxNode[];
}

function placesIn(script: SyntaxNode): Places {
  const sets: Place[] = [];
  const empties: Place[] = [];
  const uses: Place[] = [];
  const notNeeded: Place[] = [];
  const functions: SyntaxNode[] = [];
  const loops: SyntaxNode[] = [];
  const forPrograms = new Set<SyntaxNode>();
  walk(script, (node) => {
    switch (node.type) {
      case 'Assignment':
        if (forPrograms.has(node)) break;
        sets.push({ name: node.name, pos: node.end });
        if (!node.append && node.value.type === 'Word' && isNothing(node.value.text)) empties.push(node);
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
        if (node.name) for (const each of node.prefix) if (each.type === 'Assignment') forPrograms.add(each);
        sets.push(...namesRead(node).map((name) => ({ name, pos: node.pos })));
        if (node.name?.value === '[' || node.name?.value === 'test') notNeeded.push(...usesIn(node));
        break;
      case 'ArithmeticBinary':
        if (/^(?:[-+*/%&|^]|<<|>>)?=$/.test(node.operator) && node.left.type === 'ArithmeticWord') sets.push({ name: node.left.value, pos: node.pos });
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
        if (node.operation?.type === 'Default' || node.operation?.type === 'Names' || node.prefix === '#') notNeeded.push(use);
        if (node.operation?.type === 'Default' && /^:?=$/.test(node.operation.operator)) sets.push(use);
        break;
      }
      default:
    }
  });
  return { sets, empties, uses, notNeeded, functions, loops };
}

function isAround(pos: number): (node: SyntaxNode) => boolean {
  return (node) => node.pos < pos && pos <= node.end;
}

/** Variables that bash sets itself, in every shell or by what a command does. */
const setByBash =
  /^(?:BASH\w*|COLUMNS|COMP_\w+|COPROC|DIRSTACK|EPOCH\w+|EUID|FUNCNAME|GROUPS|HOSTNAME|HOSTTYPE|IFS|LINENO|LINES|MACHTYPE|MAPFILE|OLDPWD|OPTARG|OPTERR|OPTIND|OSTYPE|PIPESTATUS|PPID|PS\d|PWD|RANDOM|READLINE_\w+|REPLY|SECONDS|SHELLOPTS|SHLVL|SRANDOM|UID|_)$/;

function isNothing(value: string): boolean {
  return value === '' || value === '""' || value === "''";
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

/** What `read`, `mapfile`, `readarray`, `getopts` and `printf -v` set. */
function namesRead(command: Command): string[] {
  const words = wordsOf(command);
  switch (command.name?.value) {
    case 'read':
    case 'mapfile':
    case 'readarray':
      return words.filter((word) => !word.startsWith('-'));
    case 'getopts':
      return words.slice(1, 2);
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
