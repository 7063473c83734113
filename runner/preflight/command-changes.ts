import type { Command, SyntaxNode } from 'unbash';
import { parseBash, walk } from '../../src/guide/command/bash.ts';
import { commandReads, writesFile } from '../../src/guide/command/reads.ts';
import { shellCommands } from '../../src/guide/command/shell-commands.ts';

const builtins: ReadonlySet<string> = new Set(shellCommands);
/** Commands after which relative paths name other files. */
const folderCommands = new Set(['cd', 'popd', 'pushd']);
/** Programs that change the cluster and no files. */
const clusterPrograms = new Set(['kubectl', 'istioctl']);

/** Whether the files are unchanged after a command, and relative paths still name the guide's files. */
export function keepsFiles(text: string): boolean {
  return every(text, (node) => {
    if (node.type === 'Redirect') return !writesFile(node.operator, node.target?.value);
    return node.type !== 'Command' || changesNothing(node) || clusterPrograms.has(node.name?.value ?? '');
  });
}

/** Whether a command changes the working folder. */
export function changesFolder({ name }: Command): boolean {
  return folderCommands.has(name?.value ?? '');
}

/** Whether a command changes at most the shell's own state: no file and nothing in a cluster. */
export function changesNothing(node: Command): boolean {
  return changesOnlyShell(node) || commandReads(node);
}

/** Whether a command is an assignment or a builtin that changes only the shell's own state. */
export function changesOnlyShell({ name }: Command): boolean {
  return name === undefined || builtins.has(name.value);
}

/** Whether a condition is true for every node in the syntax tree of a text. */
export function every(text: string, holds: (node: SyntaxNode) => boolean): boolean {
  let all = true;
  walk(parseBash(text), (node) => {
    all &&= holds(node);
  });
  return all;
}
