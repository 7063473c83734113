import { pathOf, type Resource } from '../cluster/snapshot/resources.ts';
import type { Effect } from './effects.ts';
import type { Plain } from './kubectl-command.ts';

/** An object, or a label of one, that a guide makes and that is not there before. */
export interface MadeObject {
  readonly step: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly label?: string;
  /** Of the object in the API. */
  readonly path: string;
}

/**
 * An object as kubectl's commands name it. The group tells kinds of the same name apart: Istio's Gateway and
 * that of the Gateway API.
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
 * Each object that the effects make, with the step that does it first. One that is changed or deleted first
 * was there before.
 */
export function madeObjects(
  effects: readonly Effect[],
  resources: readonly Resource[],
  defaultNamespace: string,
): MadeObject[] {
  const met = new Map<string, MadeObject | undefined>();
  for (const effect of effects) {
    const object = objectOf(effect, resources, defaultNamespace);
    const key = `${object?.path} ${object?.label ?? ''}`;
    if (!object || met.has(key)) continue;
    const makes =
      effect.isNew && (effect.does === 'apply' || effect.does === 'create' || effect.does === 'label');
    met.set(key, makes ? object : undefined);
  }
  return [...met.values()].filter((object) => object !== undefined);
}

function objectOf(
  effect: Effect,
  resources: readonly Resource[],
  defaultNamespace: string,
): MadeObject | undefined {
  const { step, label } = effect;
  const place = placeOf(effect, resources, defaultNamespace);
  return place && { step, ...place, ...(label !== undefined && { label }) };
}

/**
 * Where in the API an object is that an effect is about; `undefined`: its kind is unknown, or it has no name.
 */
export function placeOf(
  effect: Plain,
  resources: readonly Resource[],
  defaultNamespace: string,
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

/** What kubectl would take for the kind: a manifest's group counts, else the first that has the name. */
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
