import type { Guide } from '../../src/guide/model.ts';
import type { Resource } from '../target/snapshot.ts';

/** What a guide says that it touches. */
export type Declaration = Pick<Guide, 'namespaces' | 'creates'>;

/** An object, or with `name` absent all objects of a kind. */
export interface Place {
  readonly kind: string;
  /** Absent: its kind has none. */
  readonly namespace?: string;
  readonly name?: string;
}

/** Whether a guide says at all what it touches; one that does not is not judged by it. */
export function declares({ namespaces, creates }: Declaration): boolean {
  return namespaces.length > 0 || creates.length > 0;
}

/** A namespace that the guide creates is declared with all that is in it. */
export function declaredNamespaces({ namespaces, creates }: Declaration): string[] {
  const created = creates.map((entry) => entry.split('/')).flatMap(([kind = '', name = '', ...more]) => (isNamespace(kind) && more.length === 0 ? name : []));
  return [...new Set([...namespaces, ...created])];
}

/** Whether a guide declares an object. `resources` know the other names of a kind. */
export function isDeclared(declaration: Declaration, { kind, namespace, name }: Place, resources: readonly Resource[]): boolean {
  const own = declaredNamespaces(declaration);
  if (namespace !== undefined && own.includes(namespace)) return true;
  if (kind === 'Namespace' && name !== undefined && own.includes(name)) return true;
  const names = namesOfKind(kind, resources);
  return declaration.creates
    .map((entry) => entry.split('/'))
    .some((parts) => {
      const [word = '', ...where] = parts;
      if (!names.has(word.toLowerCase().split('.')[0] ?? '')) return false;
      if (where.length === 2) return where[0] === namespace && where[1] === name;
      return where.length === 1 && where[0] === name;
    });
}

/** All that kubectl takes for a kind. One that the cluster did not know before the guide has at least these. */
function namesOfKind(kind: string, resources: readonly Resource[]): ReadonlySet<string> {
  const lower = kind.toLowerCase();
  return new Set([
    lower,
    `${lower}s`,
    `${lower}es`,
    lower.replace(/y$/, 'ies'),
    ...resources.filter((each) => each.kind === kind).flatMap(({ names }) => names),
  ]);
}

function isNamespace(kind: string): boolean {
  return ['namespace', 'namespaces', 'ns'].includes(kind.toLowerCase());
}
