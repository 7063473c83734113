import { parseBash, walk, wordsOf } from './bash.ts';

/** Programs that delete something with these verbs; without verbs, they always delete. */
const destructive: Readonly<Record<string, readonly string[]>> = {
  kubectl: ['delete', 'drain', 'replace', 'evict'],
  helm: ['uninstall', 'delete', 'un', 'rollback'],
  istioctl: ['uninstall'],
  rm: [],
  rmdir: [],
};

/** Whether a command deletes objects or files. */
export function destroys(text: string): boolean {
  let found = false;
  walk(parseBash(text), (node) => {
    if (node.type !== 'Command' || node.name === undefined) return;
    const verbs = Object.hasOwn(destructive, node.name.value) ? destructive[node.name.value] : undefined;
    if (!verbs) return;
    found ||= verbs.length === 0 || wordsOf(node).some((word) => verbs.includes(word));
  });
  return found;
}
