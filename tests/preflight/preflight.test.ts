import { expect, test } from 'vitest';
import type { ClusterApi } from '../../runner/cluster/cluster-api.ts';
import type { Access, ClusterWrites } from '../../runner/cluster/cluster-writes.ts';
import { leaseRule } from '../../runner/cluster/lease/lease-rights.ts';
import { ForbiddenError, TargetError } from '../../runner/errors.ts';
import { preflight } from '../../runner/preflight/preflight.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

/** A cluster that answers with an error to requests for the guide's namespace. */
function leftoversWhere(error: Error): Promise<readonly string[]> {
  const get = async (path: string) => {
    if (path === '/api/v1/namespaces/made') throw error;
    if (path === '/api/v1')
      return { resources: [{ name: 'namespaces', kind: 'Namespace', namespaced: false, verbs: ['list'] }] };
    return undefined;
  };
  const { guide } = guideOf(fence('$ kubectl create namespace made\nnamespace/made created', 'id=a'));
  const target = { ...loopbackTarget(), api: { get } as unknown as ClusterApi };
  return preflight(guide, target, guide.steps).then(({ makes, leftovers }) => {
    expect(makes.map(({ name }) => name)).toEqual(['made']);
    return leftovers.map(({ what }) => what);
  });
}

test('preflight: goes on if the user may not read an object', async () => {
  expect(await leftoversWhere(new ForbiddenError('The cluster answered 403.'))).toEqual([]);
});

test('preflight: fails if the cluster fails, and does not say that nothing exists', async () => {
  const failure = new TargetError('cluster-refused', 'The cluster answered 500.');
  await expect(leftoversWhere(failure)).rejects.toBe(failure);
});

test('preflight: tells a user who may not write the Lease which roles to ask for', async () => {
  const asked: string[] = [];
  const mayI = async ({ verb, resource, namespace, name }: Access) => {
    if (resource === 'leases') asked.push(`${verb} ${resource}/${name ?? ''} in ${namespace}`);
    return resource !== '*' && verb !== 'create';
  };
  const get = async (path: string) =>
    path === '/api/v1'
      ? { resources: [{ name: 'namespaces', kind: 'Namespace', namespaced: false, verbs: ['list'] }] }
      : undefined;
  const { guide } = guideOf(fence('$ kubectl create namespace made\nnamespace/made created', 'id=a'));
  const target = {
    ...loopbackTarget(),
    api: { get, host: '192.0.2.7:6443' } as unknown as ClusterApi,
    writes: { mayI } as unknown as ClusterWrites,
  };
  const { missing } = await preflight(guide, target, guide.steps);
  expect(missing.map(({ what }) => what)).toEqual([
    'The user of context=none may not create namespaces',
    'The user of context=none may not write the Lease guiderail in kube-system, which lets only one ' +
      'runner at a time write to a cluster',
  ]);
  expect(missing.at(-1)?.next).toBe(leaseRule(target));
  // RBAC cannot limit `create` to a name.
  expect(asked).toEqual(
    ['get', 'update', 'delete']
      .map((verb) => `${verb} leases/guiderail in kube-system`)
      .concat('create leases/ in kube-system'),
  );
});
