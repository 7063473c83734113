import { listed } from '../../src/guide/text/listed.ts';
import type { Access } from '../cluster/cluster-writes.ts';
import type { Effect } from './effects.ts';
import { type KindsAndNamespace, resourceOf } from './made-objects.ts';

const verbs: Readonly<Record<Exclude<Effect['does'], 'exec' | 'scale'>, readonly string[]>> = {
  apply: ['get', 'create', 'patch'],
  create: ['create'],
  patch: ['get', 'patch'],
  label: ['get', 'patch'],
  delete: ['get', 'delete'],
};

/**
 * The rights that these effects need, each once. They include the right to list the kinds that the effects
 * make: only with it can the runner prove that nothing is left.
 */
export function rightsFor(
  effects: readonly Effect[],
  { resources, defaultNamespace }: KindsAndNamespace,
): Access[] {
  const needed = effects.flatMap((effect) => {
    const resource = resourceOf(effect, resources);
    if (!resource) return [];
    const namespace =
      resource.namespaced && !effect.everywhere ? (effect.namespace ?? defaultNamespace) : undefined;
    const about = {
      group: resource.group,
      resource: resource.names[0] ?? '',
      ...(namespace !== undefined && { namespace }),
    };
    if (effect.does === 'exec') return [{ ...about, verb: 'create', subresource: 'exec' }];
    const named = effect.name === undefined ? {} : { name: effect.name };
    if (effect.does === 'scale') {
      return [
        { ...about, ...named, verb: 'get' },
        { ...about, ...named, verb: 'patch', subresource: 'scale' },
      ];
    }
    const makes = effect.does === 'apply' || effect.does === 'create';
    return [
      ...verbs[effect.does].map(
        (verb): Access => (verb === 'create' ? { ...about, verb } : { ...about, ...named, verb }),
      ),
      ...(makes ? [{ ...about, verb: 'list' }] : []),
    ];
  });
  return [...new Map(needed.map((access) => [JSON.stringify(access), access])).values()];
}

/** One text for the rights to each kind, such as `get, patch and create services in default`. */
export function rightTexts(missing: readonly Access[]): string[] {
  const kinds = new Map<string, Set<string>>();
  for (const { verb, group, resource, subresource, namespace } of missing) {
    const what = [
      resource,
      ...(subresource === undefined ? [] : [`/${subresource}`]),
      ...(group === '' ? [] : [`.${group}`]),
      ...(namespace === undefined ? [] : [` in ${namespace}`]),
    ].join('');
    kinds.set(what, (kinds.get(what) ?? new Set()).add(verb));
  }
  return [...kinds].map(([what, wanted]) => `${listed([...wanted])} ${what}`);
}
