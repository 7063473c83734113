import { listed } from '../../src/guide/listed.ts';
import type { Access } from '../target/cluster-writes.ts';
import type { Resource } from '../target/snapshot.ts';
import type { Deed } from './deeds.ts';
import { resourceOf } from './made-objects.ts';

const verbs: Readonly<Record<Exclude<Deed['does'], 'exec' | 'scale'>, readonly string[]>> = {
  apply: ['get', 'create', 'patch'],
  create: ['create'],
  patch: ['get', 'patch'],
  label: ['get', 'patch'],
  delete: ['get', 'delete'],
};

/** The rights that these deeds need, each once, and those to list what they make: by that is seen that nothing is left. */
export function rightsFor(deeds: readonly Deed[], resources: readonly Resource[], defaultNamespace: string): Access[] {
  const needed = deeds.flatMap((deed) => {
    const resource = resourceOf(deed, resources);
    if (!resource) return [];
    const namespace = resource.namespaced && !deed.everywhere ? (deed.namespace ?? defaultNamespace) : undefined;
    const about = { group: resource.group, resource: resource.names[0] ?? '', ...(namespace !== undefined && { namespace }) };
    if (deed.does === 'exec') return [{ ...about, verb: 'create', subresource: 'exec' }];
    const named = deed.name === undefined ? {} : { name: deed.name };
    if (deed.does === 'scale') {
      return [
        { ...about, ...named, verb: 'get' },
        { ...about, ...named, verb: 'patch', subresource: 'scale' },
      ];
    }
    const makes = deed.does === 'apply' || deed.does === 'create';
    return [
      ...verbs[deed.does].map((verb): Access => (verb === 'create' ? { ...about, verb } : { ...about, ...named, verb })),
      ...(makes ? [{ ...about, verb: 'list' }] : []),
    ];
  });
  return [...new Map(needed.map((access) => [JSON.stringify(access), access])).values()];
}

/** `get, patch and create services in default`, the rights to one kind in one sentence. */
export function rightTexts(missing: readonly Access[]): string[] {
  const kinds = new Map<string, Set<string>>();
  for (const { verb, group, resource, subresource, namespace } of missing) {
    const what = `${resource}${subresource === undefined ? '' : `/${subresource}`}${group === '' ? '' : `.${group}`}${namespace === undefined ? '' : ` in ${namespace}`}`;
    kinds.set(what, (kinds.get(what) ?? new Set()).add(verb));
  }
  return [...kinds].map(([what, wanted]) => `${listed([...wanted])} ${what}`);
}
