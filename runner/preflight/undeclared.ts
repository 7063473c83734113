import type { Change, UndeclaredWrite } from '../../src/guide/protocol.ts';
import { type Declaration, declares, isDeclared, type Place } from '../target/declared.ts';
import type { Resource } from '../target/snapshot.ts';
import type { Deed } from './deeds.ts';
import { resourceOf } from './made-objects.ts';
import { contextText, everywhereText, undeclaredText, writes } from './undeclared-text.ts';

/** An undeclared write that the text of a command shows. */
interface PlannedWrite extends UndeclaredWrite {
  /** Only if neither `-n` nor a manifest names a namespace, so that it is the context's: the message to use while the context is not known. */
  readonly withoutContext?: string;
}

/**
 * Writes of the commands to something that the guide does not declare, one entry for each command and namespace. Leaves out uncertain writes and unknown
 * kinds.
 */
export function plannedWrites(
  guide: Declaration,
  deeds: readonly Deed[],
  { resources, defaultNamespace }: { resources: readonly Resource[]; defaultNamespace: string },
): PlannedWrite[] {
  if (!declares(guide)) return [];
  const groups = new Map<string, { deed: Deed; namespace: string | undefined; places: Place[] }>();
  for (const deed of deeds) {
    const resource = deed.isSure && deed.does !== 'exec' ? resourceOf(deed, resources) : undefined;
    if (!resource) continue;
    const namespace = resource.namespaced && !deed.everywhere ? (deed.namespace ?? defaultNamespace) : undefined;
    const place = { ...(namespace !== undefined && { namespace }), ...(deed.name !== undefined && { name: deed.name }) };
    if (isDeclared(guide, { kind: resource.kind, ...place }, resources)) continue;
    const key = JSON.stringify([deed.step, deed.line, opOf(deed), namespace, deed.namespace === undefined, deed.everywhere]);
    const group = groups.get(key) ?? { deed, namespace, places: [] };
    groups.set(key, group);
    const kind = deed.name === undefined ? (resource.names[0] ?? resource.kind) : resource.kind;
    if (!group.places.some((other) => other.kind === kind && other.name === deed.name)) group.places.push({ kind, ...place });
  }
  return [...groups.values()].map(({ deed, namespace, places }) => {
    const { step, line, everywhere } = deed;
    const op = opOf(deed);
    const changes = places.flatMap(({ name, ...place }) => (name === undefined ? [] : { op, ...place, name }));
    const what = { step, verb: writes[op], places };
    const message = everywhere ? everywhereText(guide, what) : undeclaredText(guide, what);
    const isContextOwn = namespace !== undefined && deed.namespace === undefined;
    return { step, line, changes, message, ...(isContextOwn && { withoutContext: contextText(guide, step, places) }) };
  });
}

function opOf({ does }: Deed): Change['op'] {
  if (does === 'delete') return 'deleted';
  return does === 'apply' || does === 'create' ? 'created' : 'changed';
}
