/** What is known of a verb of kubectl that writes. */
interface Verb {
  /** It makes something, or changes something, that a cleanup has to undo. */
  readonly leavesWork?: true;
  /** It deletes no object, except objects that a controller makes again. */
  readonly deletesNothing?: true;
  /** It only sends objects: its output does not depend on whether pods are ready. */
  readonly onlySends?: true;
}

const adds = { leavesWork: true, deletesNothing: true, onlySends: true } as const;

/** The verbs of kubectl that write. Verbs such as `delete`, of which nothing of this is true, are absent. */
const verbs: Readonly<Record<string, Verb>> = {
  annotate: adds,
  apply: adds,
  autoscale: adds,
  cordon: { deletesNothing: true },
  create: adds,
  expose: adds,
  label: adds,
  // A patch can clear finalizers, so an object that waits for them goes.
  patch: { leavesWork: true, onlySends: true },
  replace: { onlySends: true },
  rollout: { deletesNothing: true },
  run: { leavesWork: true },
  scale: { deletesNothing: true, onlySends: true },
  set: adds,
  taint: { leavesWork: true },
  uncordon: { deletesNothing: true },
};

/** What is known of a verb; nothing for verbs that are not in the list. */
export function verbOf(word: string): Verb {
  return Object.hasOwn(verbs, word) ? (verbs[word] ?? {}) : {};
}
