import type { Command } from 'unbash';
import { parseBash, walk, wordsOf } from './bash.ts';

/** Names of the shell variables a command sets and uses. Names it only uses after setting them itself count as both. */
export interface Variables {
  readonly sets: ReadonlySet<string>;
  readonly uses: ReadonlySet<string>;
}

export function variables(text: string): Variables {
  const sets = new Set<string>();
  const uses = new Set<string>();
  walk(parseBash(text), (node) => {
    switch (node.type) {
      case 'Assignment':
        sets.add(node.name);
        break;
      case 'For':
      case 'Select':
        addName(sets, node.name.value);
        break;
      case 'Command':
        for (const name of namesRead(node)) addName(sets, name);
        break;
      case 'SimpleExpansion':
        addName(uses, node.text.slice(1));
        break;
      case 'ParameterExpansion':
        addName(uses, node.parameter);
        break;
      default:
    }
  });
  return { sets, uses };
}

/** What `read`, `mapfile`, `readarray` and `printf -v` set. */
function namesRead(command: Command): string[] {
  const words = wordsOf(command);
  switch (command.name?.value) {
    case 'read':
    case 'mapfile':
    case 'readarray':
      return words.filter((word) => !word.startsWith('-'));
    case 'printf':
      return words[0] === '-v' ? words.slice(1, 2) : [];
    default:
      return [];
  }
}

/** Positional and special parameters (`$1`, `$?`) are not names. */
function addName(names: Set<string>, name: string): void {
  if (/^[A-Za-z_]\w*$/.test(name)) names.add(name);
}
