/** The ways in which a command affects one object. */
export type Does = 'apply' | 'create' | 'patch' | 'label' | 'scale' | 'delete' | 'exec';

/** The facts about one verb of kubectl that writes. */
interface Verb {
  /** The effect on each object of the verb's manifests; absent: the verb takes no manifests. */
  readonly doesToManifests?: Does;
  /** The verb makes or changes something that a cleanup has to undo. */
  readonly leavesWork?: true;
  /** The verb deletes no object, except objects that a controller makes again. */
  readonly deletesNothing?: true;
  /** The verb only sends objects: its output does not depend on whether pods are ready. */
  readonly onlySends?: true;
}

const adds = { leavesWork: true, deletesNothing: true, onlySends: true } as const;

/** The verbs of kubectl that write. */
const verbs: Readonly<Record<string, Verb>> = {
  annotate: { ...adds, doesToManifests: 'patch' },
  apply: { ...adds, doesToManifests: 'apply' },
  autoscale: adds,
  cordon: { deletesNothing: true },
  create: { ...adds, doesToManifests: 'create' },
  delete: { doesToManifests: 'delete' },
  expose: adds,
  label: { ...adds, doesToManifests: 'patch' },
  // A patch can clear finalizers, so that an object that waits for them is deleted.
  patch: { doesToManifests: 'patch', leavesWork: true, onlySends: true },
  replace: { doesToManifests: 'patch', onlySends: true },
  rollout: { doesToManifests: 'patch', deletesNothing: true },
  run: { leavesWork: true },
  scale: { doesToManifests: 'scale', deletesNothing: true, onlySends: true },
  set: { ...adds, doesToManifests: 'patch' },
  taint: { leavesWork: true },
  uncordon: { deletesNothing: true },
};

/** The facts about a verb; an empty object for verbs that are not in the list. */
export function verbOf(word: string): Verb {
  return Object.hasOwn(verbs, word) ? (verbs[word] ?? {}) : {};
}
