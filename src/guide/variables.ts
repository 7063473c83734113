import { parse } from 'unbash';
import { walk } from './bash.ts';

/** Names of the shell variables a command sets and uses. Names it only uses after setting them itself count as both. */
export interface Variables {
  readonly sets: ReadonlySet<string>;
  readonly uses: ReadonlySet<string>;
}

export function variables(text: string): Variables {
  const sets = new Set<string>();
  const uses = new Set<string>();
  walk(parse(text), (node) => {
    switch (node.type) {
      case 'Assignment':
        sets.add(node.name);
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

/** Positional and special parameters (`$1`, `$?`) are not names. */
function addName(names: Set<string>, name: string): void {
  if (/^[A-Za-z_]\w*$/.test(name)) names.add(name);
}
