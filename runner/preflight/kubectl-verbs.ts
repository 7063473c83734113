/** What a command does to one object. */
export type Does = 'apply' | 'create' | 'patch' | 'label' | 'scale' | 'delete' | 'exec';

/** What is known of a verb of kubectl that writes. */
interface Verb {
  /** What it does to each object of its manifests; absent: it takes no manifests. */
  readonly doesToManifests?: Does;
  /** It makes something, or changes something, that a cleanup has to undo. */
  readonly leavesWork?: true;
  /** It deletes no object, except objects that a controller makes again. */
  readonly deletesNothing?: true;
  /** It only sends objects: its output does not depend on whether pods are ready. */
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

/** What is known of a verb; nothing for verbs that are not in the list. */
export function verbOf(word: string): Verb {
  return Object.hasOwn(verbs, word) ? (verbs[word] ?? {}) : {};
}
