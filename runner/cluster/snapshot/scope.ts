import { type Declaration, declaredNamespaces, kindWord } from './declared.ts';

/** What a snapshot looks at. `all` is for a cluster of our own; on a shared one others work too. */
export type Scope = { readonly all: true } | SharedScope;

export interface SharedScope {
  readonly all: false;
  readonly namespaces: readonly string[];
  /** Kinds without namespaces, as the guide calls them. */
  readonly kinds: readonly string[];
  /** Objects in other namespaces: `kind/namespace/name` or `kind/name`. */
  readonly creates?: readonly string[];
}

/** A cluster of our own is looked at whole; on another only what the guide says that it touches. */
export function scopeOf(declaration: Declaration, kind: 'local' | 'context'): Scope {
  if (kind === 'local') return { all: true };
  const { creates } = declaration;
  return {
    all: false,
    namespaces: declaredNamespaces(declaration),
    kinds: creates.map((created) => kindWord(created.split('/')[0] ?? '')),
    creates,
  };
}
