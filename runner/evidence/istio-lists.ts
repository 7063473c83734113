import type { ListOf } from './kubernetes.ts';
import type { Reader } from './reader.ts';

/**
 * The API versions of Istio's networking kinds. Istio serves `v1` since 1.22, and `v1beta1` in all versions.
 */
const versions = ['v1', 'v1beta1'];

/**
 * The objects of one of Istio's networking kinds. `where`: `/namespaces/default`, or empty for all
 * namespaces. Returns an empty list if the cluster has no such kind.
 */
export async function listIstio<T>(reader: Reader, plural: string, where = ''): Promise<readonly T[]> {
  for (const version of versions) {
    const list = await reader.get<ListOf<T>>(`/apis/networking.istio.io/${version}${where}/${plural}`);
    if (list) return list.items;
  }
  return [];
}
