/** The ways in which a command affects one object. */
export type Does = 'apply' | 'create' | 'patch' | 'label' | 'scale' | 'delete' | 'exec';

/** The properties of a verb of kubectl that writes. */
interface Verb {
  /** What the verb does to each object of its manifests; absent: it takes no manifests. */
  readonly doesToManifests?: Does;
  /** The verb makes something, or changes something, that a cleanup has to undo. */
  readonly leavesWork?: true;
  /** The verb deletes no object, except objects that a controller makes again. */
  readonly deletesNothing?: true;
  /** The verb only sends objects: its output does not depend on whether pods are ready. */
  readonly onlySends?: true;
}

const adds = { leavesWork: true, deletesNothing: true, onlySends: true } as const;

/** Verbs of kubectl that write and have one of these properties. */
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

/** The properties of a verb; none if the verb is not in the list. */
export function verbOf(word: string): Verb {
  return Object.hasOwn(verbs, word) ? (verbs[word] ?? {}) : {};
}
