import { parseBash, walk } from '../../src/guide/command/bash.ts';
import type { Guide } from '../../src/guide/model.ts';
import { type ClusterObject, writersOf } from '../cluster/snapshot/snapshot.ts';

/**
 * Field managers of the programs that people run in sessions. The API names the manager of a write after the
 * program, such as `kubectl-create`
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers).
 */
const sessionManagers = /^(?:kubectl|kubectl-[a-z-]+|helm|istioctl|istio-operator|curl|wget)$/i;

/** The programs that each guide names, so that its commands are parsed once. */
const programs = new WeakMap<Guide, ReadonlySet<string>>();

/** The writes to an object by a session's programs since its state `was`, each with its time. */
export function sessionWrites(object: ClusterObject, was: ClusterObject | undefined, guide: Guide): string[] {
  const before = new Set(was ? writersOf(was) : []);
  return writersOf(object).filter((write) => isOfSession(write, guide) && !before.has(write));
}

/**
 * Whether a write such as `kubectl-create 2026-11-22T15:00:10Z` comes from a session: from a program that
 * people run, or from one that the guide runs or requires.
 */
function isOfSession(write: string, guide: Guide): boolean {
  const writer = write.slice(0, write.lastIndexOf(' '));
  return sessionManagers.test(writer) || programsOf(guide).has(writer);
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
