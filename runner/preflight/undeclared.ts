import type { UndeclaredWrite } from '../../src/guide/report.ts';
import type { Change } from '../../src/guide/result.ts';
import { type Declaration, declares, isDeclared, type Place } from '../cluster/snapshot/declared.ts';
import type { Effect } from './effects.ts';
import { type KindsAndNamespace, resourceOf } from './made-objects.ts';
import { contextText, everywhereText, undeclaredText, writes } from './undeclared-text.ts';

/** An undeclared write that the text of a command shows, before the command runs. */
interface PlannedWrite extends UndeclaredWrite {
  /**
   * The message to use while the context is not known. Present only if the namespace is that of the context,
   * because neither `-n` nor a manifest names one.
   */
  readonly withoutContext?: string;
}

/**
 * Finds the writes of the commands to objects that the guide does not declare. Gives one entry for each
 * command and namespace. Leaves out uncertain writes and unknown kinds.
 */
export function plannedWrites(
  guide: Declaration,
  effects: readonly Effect[],
  { resources, defaultNamespace }: KindsAndNamespace,
): PlannedWrite[] {
  if (!declares(guide)) return [];
  const groups = new Map<string, { effect: Effect; namespace: string | undefined; places: Place[] }>();
  for (const effect of effects) {
    const resource = effect.isSure && effect.does !== 'exec' ? resourceOf(effect, resources) : undefined;
    if (!resource) continue;
    const namespace =
      resource.namespaced && !effect.everywhere ? (effect.namespace ?? defaultNamespace) : undefined;
    const place = {
      ...(namespace !== undefined && { namespace }),
      ...(effect.name !== undefined && { name: effect.name }),
    };
    if (isDeclared(guide, { kind: resource.kind, ...place }, resources)) continue;
    const key = JSON.stringify([
      effect.step,
      effect.line,
      opOf(effect),
      namespace,
      effect.namespace === undefined,
      effect.everywhere,
    ]);
    const group = groups.get(key) ?? { effect, namespace, places: [] };
    groups.set(key, group);
    const kind = effect.name === undefined ? (resource.names[0] ?? resource.kind) : resource.kind;
    if (!group.places.some((other) => other.kind === kind && other.name === effect.name))
      group.places.push({ kind, ...place });
  }
  return [...groups.values()].map(({ effect, namespace, places }) => {
    const { step, line, everywhere } = effect;
    const op = opOf(effect);
    const changes = places.flatMap(({ name, ...place }) =>
      name === undefined ? [] : { op, ...place, name },
    );
    const what = { step, verb: writes[op], places };
    const message = everywhere ? everywhereText(guide, what) : undeclaredText(guide, what);
    const isContextOwn = namespace !== undefined && effect.namespace === undefined;
    return {
      step,
      line,
      changes,
      message,
      ...(isContextOwn && { withoutContext: contextText(guide, step, places) }),
    };
  });
}

function opOf({ does }: Effect): Change['op'] {
  if (does === 'delete') return 'deleted';
  return does === 'apply' || does === 'create' ? 'created' : 'changed';
}
