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

/** The variables whose values are known from the commands so far. */
export class KnownVariables {
  readonly #values = new Map<string, string>();

  /** Notes how a command changes the variables. */
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

  /** Replaces variables whose values are known; the other variables stay as they are. */
  fillIn(text: string): string {
    return text.replaceAll(
      reference,
      (whole, braced: string | undefined, bare: string | undefined) =>
        this.#values.get(braced ?? bare ?? '') ?? whole,
    );
  }
}

/**
 * Names and values that a command such as `NS=team-a` or `export NS=team-a` sets; empty for other commands.
 */
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
