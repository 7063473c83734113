import type { Target } from '../target.ts';
import { type Declaration, declaredNamespaces, kindWord } from './declared.ts';

/**
 * The objects that a snapshot lists. `all`: every object, which is right only if no other program uses the
 * cluster.
 */
export type Scope = { readonly all: true } | SharedScope;

export interface SharedScope {
  readonly all: false;
  readonly namespaces: readonly string[];
  /** Names of kinds without namespaces, as the guide writes them: `node`, `clusterroles`. */
  readonly kinds: readonly string[];
  /** Objects that the guide declares: `kind/namespace/name` or `kind/name`. */
  readonly creates?: readonly string[];
}

/** The scope for a guide: the whole local cluster, but on a shared cluster only what the guide declares. */
export function scopeOf(declaration: Declaration, { isShared }: Pick<Target, 'isShared'>): Scope {
  if (!isShared) return { all: true };
  const { creates } = declaration;
  return {
    all: false,
    namespaces: declaredNamespaces(declaration),
    kinds: creates.map((created) => kindWord(created.split('/')[0] ?? '')),
    creates,
  };
}
