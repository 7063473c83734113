import { parseBash, walk } from '../../src/guide/command/bash.ts';
import type { Guide } from '../../src/guide/model.ts';
import { type ClusterObject, writersOf } from '../cluster/snapshot/snapshot.ts';

/**
 * The API names a writer by the program
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers), `kubectl-create`, and so do
 * operators that a guide has installed. These programs run in sessions.
 */
const known = /^(?:kubectl|kubectl-[a-z-]+|helm|istioctl|istio-operator|curl|wget)$/i;

const programs = new WeakMap<Guide, ReadonlySet<string>>();

/** The writes of a session's programs to an object since its state `was`, each with its time. */
export function sessionWrites(object: ClusterObject, was: ClusterObject | undefined, guide: Guide): string[] {
  const before = new Set(was ? writersOf(was) : []);
  return writersOf(object).filter((write) => isOfSession(write, guide) && !before.has(write));
}

/**
 * Whether a write such as `kubectl-create 2026-11-22T15:00:10Z` comes from a session: from a program that
 * people use, or that the guide runs or requires.
 */
function isOfSession(write: string, guide: Guide): boolean {
  const writer = write.slice(0, write.lastIndexOf(' '));
  return known.test(writer) || programsOf(guide).has(writer);
}

function programsOf(guide: Guide): ReadonlySet<string> {
  const found =
    programs.get(guide) ??
    new Set([
      ...guide.requires.commands,
      ...guide.steps.flatMap(({ commands }) => commands.flatMap(({ text }) => namedIn(text))),
    ]);
  programs.set(guide, found);
  return found;
}

function namedIn(text: string): string[] {
  const names: string[] = [];
  walk(parseBash(text), (node) => {
    if (node.type === 'Command' && node.name) names.push(node.name.value.replace(/^.*\//, ''));
  });
  return names;
}
