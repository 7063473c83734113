import type { Guide } from '../../../src/guide/model.ts';
import type { Resource } from './resources.ts';

/** The namespaces and objects that a guide declares. */
export type Declaration = Pick<Guide, 'namespaces' | 'creates'>;

/** An object; without `name`, all objects of a kind. */
export interface Place {
  readonly kind: string;
  /** Absent: the kind has no namespaces. */
  readonly namespace?: string;
  readonly name?: string;
}

/** Whether a guide declares anything. If it does not, we do not judge its writes. */
export function declares({ namespaces, creates }: Declaration): boolean {
  return namespaces.length > 0 || creates.length > 0;
}

/** The namespaces that the guide declares. A namespace in `creates` counts too, with everything in it. */
export function declaredNamespaces({ namespaces, creates }: Declaration): string[] {
  const created = creates
    .map((entry) => entry.split('/'))
    .flatMap(([kind = '', name = '', ...more]) =>
      namespaceWords.includes(kindWord(kind)) && more.length === 0 ? name : [],
    );
  return [...new Set([...namespaces, ...created])];
}

/** Whether a guide declares an object. `resources`: the cluster's kinds, with their other names. */
export function isDeclared(declaration: Declaration, place: Place, resources: readonly Resource[]): boolean {
  const own = declaredNamespaces(declaration);
  if (place.namespace !== undefined && own.includes(place.namespace)) return true;
  if (place.kind === 'Namespace' && place.name !== undefined && own.includes(place.name)) return true;
  return isCreated(declaration.creates, place, resources);
}

/** Whether `creates` names an object. */
export function isCreated(
  creates: readonly string[],
  { kind, namespace, name }: Place,
  resources: readonly Resource[],
): boolean {
  if (creates.length === 0) return false;
  const names = namesOfKind(kind, resources);
  return creates
    .map((entry) => entry.split('/'))
    .some(([word = '', ...where]) => {
      if (!names.has(kindWord(word))) return false;
      if (where.length === 2) return where[0] === namespace && fits(name, where[1]);
      return where.length === 1 && fits(name, where[0]);
    });
}

/**
 * Whether a name fits a pattern in which `*` stands for any text. Authors need it for names that they do not
 * know, such as those of nodes and those that a program generates.
 */
function fits(name: string | undefined, pattern = ''): boolean {
  if (name === undefined) return pattern === '*';
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

/** A word for a kind, in small letters and without its group: `deployments.apps` becomes `deployments`. */
export function kindWord(word: string): string {
  return word.toLowerCase().split('.')[0] ?? '';
}

/**
 * All names that kubectl accepts for a kind. The first four also fit a kind that the guide itself installs,
 * which the cluster does not know yet.
 */
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

const namespaceWords = ['namespace', 'namespaces', 'ns'];
