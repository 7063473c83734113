import { type Command, parse } from 'unbash';
import { walk, wordsOf } from '../../src/guide/bash.ts';
import type { Step } from '../../src/guide/model.ts';
import { kubectlValued, operands } from '../../src/guide/operands.ts';
import { commandReads } from '../../src/guide/reads.ts';
import type { Resource } from '../target/snapshot.ts';
import { isVague, kubectlDeeds } from './deeds.ts';
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
 * Ids of the steps that may take away what the guide did not make: they delete something else, or their text does not say what they delete. A program that is
 * not known may do anything.
 */
export function takersOf(steps: readonly Step[], surroundings: Surroundings): string[] {
  const isTaker = ({ commands }: Step) => commands.some(({ reads, text }) => !reads && mayTakeAway(text, surroundings));
  return steps.filter(isTaker).map(({ id }) => id);
}

function mayTakeAway(text: string, surroundings: Surroundings): boolean {
  let found = false;
  walk(parse(text), (node) => {
    if (node.type === 'Command') found ||= !leavesAlone(node, surroundings);
  });
  return found;
}

/** What changes the shell alone. */
const ofTheShell = new Set('cd declare export local popd pushd readonly set shift sleep umask unset'.split(' '));
/** kubectl's verbs that change and add, and delete nothing but what a controller makes anew. */
const adding = new Set('annotate apply autoscale cordon create expose label patch port-forward rollout run scale set taint uncordon'.split(' '));

function leavesAlone(node: Command, surroundings: Surroundings): boolean {
  const name = node.name?.value;
  if (name === undefined || ofTheShell.has(name) || commandReads(node)) return true;
  const words = wordsOf(node);
  const [verb = ''] = operands(words, kubectlValued);
  if (name === 'istioctl') return verb === 'kube-inject';
  if (name !== 'kubectl') return false;
  return verb === 'delete' ? deletesItsOwn(node, surroundings) : adding.has(verb) && !words.some((word) => word.startsWith('--prune'));
}

function deletesItsOwn(node: Command, { makes, resources, folder, defaultNamespace }: Surroundings): boolean {
  if (isVague(node, folder)) return false;
  const own = new Set(makes.filter(({ label }) => label === undefined).map(({ path }) => path));
  const places = kubectlDeeds(node, [], folder).map((deed) => placeOf(deed, resources, defaultNamespace));
  return places.length > 0 && places.every((place) => place !== undefined && own.has(place.path));
}
