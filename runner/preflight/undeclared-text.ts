import type { Change } from '../../src/guide/result.ts';
import { listed } from '../../src/guide/text/listed.ts';
import { nearestKey } from '../../src/guide/text/nearest-key.ts';
import { type Declaration, declaredNamespaces, type Place } from '../cluster/snapshot/declared.ts';

interface Verb {
  readonly verb: string;
  readonly preposition: string;
}

type Verbs = Readonly<Record<Change['op'], Verb>>;

/** Verbs for a command that has not run yet. `apply` may create or change an object, so it `writes`. */
export const writes: Verbs = {
  created: { verb: 'writes', preposition: 'into' },
  changed: { verb: 'changes', preposition: 'in' },
  deleted: { verb: 'deletes', preposition: 'in' },
};

/** Verbs for a command that has run. */
export const wrote: Verbs = {
  created: { verb: 'created', preposition: 'in' },
  changed: { verb: 'changed', preposition: 'in' },
  deleted: { verb: 'deleted', preposition: 'in' },
};

interface Undeclared {
  readonly step: string;
  readonly verb: Verb;
  /** At least one place. All are in the same namespace, or all are in no namespace. */
  readonly places: readonly Place[];
}

/** Says which undeclared objects a step writes to, and what to do. */
export function undeclaredText(
  declaration: Declaration,
  { step, verb: { verb, preposition }, places }: Undeclared,
): string {
  const namespace = places[0]?.namespace;
  const where = namespace === undefined ? '' : ` ${preposition} the namespace ${namespace}`;
  const remedy =
    namespace === undefined ? remedyWithout(declaration, places) : remedyIn(namespace, declaration, places);
  return `Step ${step} ${verb} ${objectsText(places)}${where}, which the guide does not declare. ${remedy}`;
}

/** The text for a command that writes in all namespaces. */
export function everywhereText(
  declaration: Declaration,
  { step, verb: { verb }, places }: Undeclared,
): string {
  const own = declaredNamespaces(declaration);
  const only = own.length === 0 ? 'no namespace' : `only ${listed(own)}`;
  return (
    `Step ${step} ${verb} ${objectsText(places)} in all namespaces, and the guide declares ${only}. Name ` +
    'a declared namespace with `-n`.'
  );
}

/** The text for a command without a namespace, while the namespace of the context is not known. */
export function contextText({ namespaces }: Declaration, step: string, places: readonly Place[]): string {
  const [only, ...more] = namespaces;
  const option =
    only !== undefined && more.length === 0
      ? `Add \`-n ${only}\` to the command`
      : 'Name the namespace with `-n`';
  return (
    `Step ${step} names no namespace for ${objectsText(places)}, so kubectl takes the namespace of the ` +
    'context, which is `default` on the local cluster. ' +
    `The guide does not declare it. ${option}, or add \`default\` to \`guide.namespaces\`.`
  );
}

/** Advice for undeclared objects in a namespace. */
function remedyIn(namespace: string, declaration: Declaration, places: readonly Place[]): string {
  const isShort = places.length <= 3 && places.every(({ name }) => name !== undefined);
  const ways = [
    `${addTo(namespace, declaredNamespaces(declaration))} \`${namespace}\` to \`guide.namespaces\``,
    ...(isShort
      ? [
          'name another namespace with `-n`',
          `add ${listed(places.map(entryOf).map(quoted))} to \`guide.creates\``,
        ]
      : ['name another one with `-n`']),
  ];
  return `${ways.slice(0, -1).join(', ')}, or ${ways.at(-1)}.`;
}

/** Advice for undeclared objects that are in no namespace. */
function remedyWithout(declaration: Declaration, places: readonly Place[]): string {
  const names = places.flatMap(({ kind, name }) => (kind === 'Namespace' && name !== undefined ? name : []));
  if (names.length === places.length) {
    return (
      `${addTo(names[0] ?? '', declaredNamespaces(declaration))} ${listed(names.map(quoted))} to ` +
      '`guide.namespaces`.'
    );
  }
  if (places.some(({ name }) => name === undefined))
    return 'Name each object in the command and in `guide.creates`.';
  const entries = places.map(entryOf);
  const add = addTo(entries[0] ?? '', declaration.creates);
  return `${add} ${listed(entries.map(quoted))} to \`guide.creates\`.`;
}

/** `Add`; if a declared name is similar, `Did you mean …? If not, add`. */
function addTo(word: string, known: readonly string[]): string {
  const nearest = word.length > 3 ? nearestKey(word, known) : undefined;
  return nearest === undefined ? 'Add' : `Did you mean \`${nearest}\`? If not, add`;
}

function entryOf({ kind, namespace, name }: Place): string {
  return [kind.toLowerCase(), ...(namespace === undefined ? [] : [namespace]), name].join('/');
}

function quoted(text: string): string {
  return `\`${text}\``;
}

/** `ConfigMap a, Service b and 2 more`. If the command names no objects, only their kinds. */
function objectsText(places: readonly Place[]): string {
  const most = 4;
  const words = places.map(({ kind, name }) => (name === undefined ? kind : `${kind} ${name}`));
  return words.length <= most
    ? listed(words)
    : `${words.slice(0, most - 1).join(', ')} and ${words.length - most + 1} more`;
}
