import { pathOf, type Resource } from '../cluster/snapshot/resources.ts';
import type { Effect } from './effects.ts';
import type { ObjectEffect } from './kubectl-command.ts';

/** An object that a guide makes, or a label that it sets on an object. */
export interface MadeObject {
  readonly step: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** The key of the label; absent for an object. */
  readonly label?: string;
  /** The path of the object in the API. */
  readonly path: string;
}

/** The facts about a cluster that are needed to find the objects that a command names. */
export interface KindsAndNamespace {
  /** The cluster's kinds. */
  readonly resources: readonly Resource[];
  /** The namespace of commands without `-n`. */
  readonly defaultNamespace: string;
}

/**
 * The operands with which a kubectl command names an object. They have the API group, because kinds of
 * several groups can have the same name, such as the Gateway of Istio and that of the Gateway API.
 */
export function operandsOf({
  kind,
  namespace,
  name,
  path,
}: Pick<MadeObject, 'kind' | 'namespace' | 'name' | 'path'>): string {
  const group = /^\/apis\/([^/]+)/.exec(path)?.[1];
  const full = group === undefined ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`;
  return `${full} ${name}${namespace === undefined ? '' : ` -n ${namespace}`}`;
}

/**
 * The objects that the effects make, each with the first step that makes it. An object that is changed or
 * deleted before it is made existed before the guide, so it is not among them.
 */
export function madeObjects(effects: readonly Effect[], cluster: KindsAndNamespace): MadeObject[] {
  /** The effect that makes each object, or `undefined` if the object existed before. */
  const first = new Map<string, MadeObject | undefined>();
  for (const effect of effects) {
    const object = objectOf(effect, cluster);
    const key = `${object?.path} ${object?.label ?? ''}`;
    if (!object || first.has(key)) continue;
    const makes =
      effect.isNew && (effect.does === 'apply' || effect.does === 'create' || effect.does === 'label');
    first.set(key, makes ? object : undefined);
  }
  return [...first.values()].filter((object) => object !== undefined);
}

function objectOf(effect: Effect, cluster: KindsAndNamespace): MadeObject | undefined {
  const { step, label } = effect;
  const place = placeOf(effect, cluster);
  return place && { step, ...place, ...(label !== undefined && { label }) };
}

/** The place of an effect's object in the API; `undefined`: its kind is unknown, or it has no name. */
export function placeOf(
  effect: ObjectEffect,
  { resources, defaultNamespace }: KindsAndNamespace,
): Pick<MadeObject, 'kind' | 'namespace' | 'name' | 'path'> | undefined {
  const { name } = effect;
  const resource = resourceOf(effect, resources);
  if (!resource || name === undefined) return undefined;
  const namespace = resource.namespaced ? (effect.namespace ?? defaultNamespace) : undefined;
  return {
    kind: resource.kind,
    ...(namespace !== undefined && { namespace }),
    name,
    path: pathOf(resource, namespace, name),
  };
}

/** The kind that kubectl would choose: of the manifest's group, else the first kind that has the name. */
export function resourceOf(
  { kind, apiVersion }: Pick<Effect, 'kind' | 'apiVersion'>,
  resources: readonly Resource[],
): Resource | undefined {
  const [word = '', ...group] = kind.toLowerCase().split('.');
  const wanted =
    apiVersion === undefined ? group.join('.') : apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const isMeant = (resource: Resource) =>
    resource.names.includes(word) &&
    (apiVersion === undefined && wanted === '' ? true : resource.group === wanted);
  return resources.find(isMeant);
}
