import type { Command, SyntaxNode } from 'unbash';
import { parseBash, walk } from '../../src/guide/bash.ts';
import { commandReads, writesFile } from '../../src/guide/reads.ts';

/** Change the shell's variables alone. */
const builtins = new Set('declare export local readonly set shift sleep umask unset'.split(' '));
/** Let relative paths name other files. */
const movers = new Set(['cd', 'popd', 'pushd']);
/** Change the cluster, not files. */
const programs = new Set(['kubectl', 'istioctl']);

/** Whether relative paths go on to name the files that the guide has. */
export function keepsFiles(text: string): boolean {
  return every(text, (node) => {
    if (node.type === 'Redirect') return !writesFile(node.operator, node.target?.value);
    return node.type !== 'Command' || isOfTheShell(node) || commandReads(node) || programs.has(node.name?.value ?? '');
  });
}

/** Whether a command leads into another folder. */
export function moves({ name }: Command): boolean {
  return movers.has(name?.value ?? '');
}

/** Whether a command changes nothing but the shell's variables. */
export function isOfTheShell({ name }: Command): boolean {
  return name === undefined || builtins.has(name.value);
}

/** Whether something holds for all nodes of a text. */
export function every(text: string, holds: (node: SyntaxNode) => boolean): boolean {
  let all = true;
  walk(parseBash(text), (node) => {
    all &&= holds(node);
  });
  return all;
}
