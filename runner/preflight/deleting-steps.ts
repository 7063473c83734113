import type { Command } from 'unbash';
import { wordsOf } from '../../src/guide/command/bash.ts';
import { kubectlValued, operands, optionValues } from '../../src/guide/command/operands.ts';
import type { Step } from '../../src/guide/model.ts';
import { changesFolder, changesNothing, every, keepsFiles } from './command-changes.ts';
import { kubectlEffects, manifestsOf } from './kubectl-command.ts';
import { verbOf } from './kubectl-verbs.ts';
import { type KindsAndNamespace, type MadeObject, placeOf } from './made-objects.ts';

/** The facts that a command's own text does not show. */
export interface Surroundings extends KindsAndNamespace {
  /** The objects and labels that the guide makes. */
  readonly makes: readonly MadeObject[];
  /** The folder with the guide's files. */
  readonly folder: string;
}

/**
 * The ids of the steps that may delete objects that the guide did not make: their commands name such objects,
 * or do not show what they delete. A program that we do not know may delete anything.
 */
export function deletingStepsOf(steps: readonly Step[], surroundings: Surroundings): string[] {
  const written = steps.map(({ id, commands }) => ({
    id,
    texts: commands.filter(({ reads }) => !reads).map(({ text }) => text),
  }));
  const filesAreKept = written.every(({ texts }) => texts.every(keepsFiles));
  return written
    .filter(({ texts }) => texts.some((text) => mayDeleteOthers(text, surroundings, filesAreKept)))
    .map(({ id }) => id);
}

/** Whether a command may delete objects that the guide did not make. */
function mayDeleteOthers(text: string, surroundings: Surroundings, filesAreKept: boolean): boolean {
  return !every(
    text,
    (node) => node.type !== 'Command' || deletesNothingElse(node, surroundings, filesAreKept),
  );
}

/** Whether a simple command deletes nothing, or only objects that the guide made. */
function deletesNothingElse(node: Command, surroundings: Surroundings, filesAreKept: boolean): boolean {
  if (changesNothing(node) || changesFolder(node)) return true;
  const words = wordsOf(node);
  const [verb = ''] = operands(words, kubectlValued);
  if (node.name?.value === 'istioctl') return verb === 'kube-inject';
  if (
    node.name?.value !== 'kubectl' ||
    words.some((word) => word === '' || /[$`]|^--(?:prune|raw)|^--$/.test(word))
  )
    return false;
  return (
    verbOf(verb).deletesNothing ||
    ((verb === 'delete' || verb === 'patch') && namesOnlyOwn(node, surroundings, filesAreKept))
  );
}

/**
 * Options of `kubectl delete` and `kubectl patch` that do not select objects, or that select them by name. A
 * selector such as `-l` is not among them.
 */
const plainOptions = new RegExp(
  '^-[nfp]|^--(?:namespace|filename|patch|type|ignore-not-found|wait|now|force|grace-period|timeout|' +
    'cascade)(?:=|$)',
);

/** Whether a `kubectl delete` or `kubectl patch` names only objects that the guide made. */
function namesOnlyOwn(
  node: Command,
  { makes, resources, folder, defaultNamespace }: Surroundings,
  filesAreKept: boolean,
): boolean {
  const words = wordsOf(node);
  const files = optionValues(words, '-f', '--filename');
  const namespaces = optionValues(words, '-n', '--namespace');
  if (words.some((word) => word.startsWith('-') && !plainOptions.test(word)) || namespaces.length > 1)
    return false;
  if (files.some((file) => !filesAreKept || manifestsOf(file, folder).length === 0)) return false;
  const own = new Set(makes.filter(({ label }) => label === undefined).map(({ path }) => path));
  const places = kubectlEffects(node, [], folder).map((effect) =>
    placeOf(effect, { resources, defaultNamespace }),
  );
  return places.length > 0 && places.every((place) => place !== undefined && own.has(place.path));
}
