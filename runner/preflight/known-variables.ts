import type { Command } from 'unbash';
import { parseBash, walk } from '../../src/guide/command/bash.ts';
import { variables } from '../../src/guide/command/variables.ts';

/** Programs that may change any variable. */
const changesVariables = new Set([
  'source',
  '.',
  'eval',
  'unset',
  'declare',
  'typeset',
  'local',
  'readonly',
  'trap',
]);

const reference = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** The variables whose values the commands so far show. */
export class KnownVariables {
  readonly #values = new Map<string, string>();

  /** Reads the next command and updates the variables that it sets. */
  follow(text: string): void {
    for (const name of variables(text).sets) this.#values.delete(name);
    const { commands } = parseBash(text);
    for (const { command } of commands) {
      if (command.type !== 'Command') continue;
      for (const [name, value] of plainAssignments(command)) this.#values.set(name, value);
    }
    walk(parseBash(text), (node) => {
      if (node.type === 'Command' && changesVariables.has(node.name?.value ?? '')) this.#values.clear();
    });
  }

  /** Replaces the variables in a text whose values are known. Other variables stay in it. */
  fillIn(text: string): string {
    return text.replaceAll(
      reference,
      (whole, braced: string | undefined, bare: string | undefined) =>
        this.#values.get(braced ?? bare ?? '') ?? whole,
    );
  }
}

/** The names and values that a command such as `NS=team-a` or `export NS=team-a` sets; else nothing. */
function plainAssignments({ name, prefix, suffix }: Command): [string, string][] {
  if (name && name.value !== 'export') return [];
  return [...prefix, ...suffix].flatMap((part): [string, string][] =>
    part.type === 'Assignment' &&
    !part.append &&
    part.value.type === 'Word' &&
    /^[\w.-]+$/.test(part.value.value)
      ? [[part.name, part.value.value]]
      : [],
  );
}
