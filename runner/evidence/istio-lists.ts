import type { ListOf } from './kubernetes.ts';
import type { Reader } from './reader.ts';

/** Istio serves its networking kinds as `v1` since 1.22, as `v1beta1` before and after. */
const versions = ['v1', 'v1beta1'];

/**
 * Every object of one of Istio's networking kinds, below `where` (`/namespaces/default`, or all); none where
 * it has no such kind.
 */
export async function listIstio<T>(reader: Reader, plural: string, where = ''): Promise<readonly T[]> {
  for (const version of versions) {
    const list = await reader.get<ListOf<T>>(`/apis/networking.istio.io/${version}${where}/${plural}`);
    if (list) return list.items;
  }
  return [];
}
