import type { Command } from 'unbash';
import { wordsOf } from '../../src/guide/command/bash.ts';
import { kubectlValued, operands, optionValues } from '../../src/guide/command/operands.ts';
import type { Step } from '../../src/guide/model.ts';
import type { Resource } from '../cluster/snapshot/resources.ts';
import { changesFolder, changesNothing, every, keepsFiles } from './keeps-files.ts';
import { kubectlEffects, manifestsOf } from './kubectl-command.ts';
import { verbOf } from './kubectl-verbs.ts';
import { type MadeObject, placeOf } from './made-objects.ts';

/** What a guide's commands are looked at in. */
export interface Surroundings {
  /** All that the guide makes. */
  readonly makes: readonly MadeObject[];
  readonly resources: readonly Resource[];
  /** Has the guide's files. */
  readonly folder: string;
  readonly defaultNamespace: string;
}

/**
 * Ids of the steps that may delete objects that the guide did not make: they delete other objects, or their
 * text does not show what they delete. A program that is not known may do anything.
 */
export function deletingStepsOf(steps: readonly Step[], surroundings: Surroundings): string[] {
  const written = steps.map(({ id, commands }) => ({
    id,
    texts: commands.filter(({ reads }) => !reads).map(({ text }) => text),
  }));
  const filesHold = written.every(({ texts }) => texts.every(keepsFiles));
  return written
    .filter(({ texts }) => texts.some((text) => mayTakeAway(text, surroundings, filesHold)))
    .map(({ id }) => id);
}

function mayTakeAway(text: string, surroundings: Surroundings, filesHold: boolean): boolean {
  return !every(text, (node) => node.type !== 'Command' || leavesAlone(node, surroundings, filesHold));
}

function leavesAlone(node: Command, surroundings: Surroundings, filesHold: boolean): boolean {
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
    ((verb === 'delete' || verb === 'patch') && meansItsOwn(node, surroundings, filesHold))
  );
}

/**
 * Options of `kubectl delete` and `kubectl patch` that do not say which objects are meant, or say it plainly.
 */
const plainOptions =
  /^-[nfp]|^--(?:namespace|filename|patch|type|ignore-not-found|wait|now|force|grace-period|timeout|cascade)(?:=|$)/;

function meansItsOwn(
  node: Command,
  { makes, resources, folder, defaultNamespace }: Surroundings,
  filesHold: boolean,
): boolean {
  const words = wordsOf(node);
  const files = optionValues(words, '-f', '--filename');
  const namespaces = optionValues(words, '-n', '--namespace');
  if (words.some((word) => word.startsWith('-') && !plainOptions.test(word)) || namespaces.length > 1)
    return false;
  if (files.some((file) => !filesHold || manifestsOf(file, folder).length === 0)) return false;
  const own = new Set(makes.filter(({ label }) => label === undefined).map(({ path }) => path));
  const places = kubectlEffects(node, [], folder).map((effect) =>
    placeOf(effect, resources, defaultNamespace),
  );
  return places.length > 0 && places.every((place) => place !== undefined && own.has(place.path));
}
