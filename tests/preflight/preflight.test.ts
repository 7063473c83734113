import { expect, test } from 'vitest';
import { ForbiddenError, TargetError } from '../../runner/errors.ts';
import { preflight } from '../../runner/preflight/preflight.ts';
import type { ClusterApi } from '../../runner/target/cluster-api.ts';
import { fence, guideOf } from '../support/guide-text.ts';
import { loopbackTarget } from '../support/loopback-target.ts';

/** A cluster in which the guide's namespace cannot be read. */
function leftoversWhere(error: Error): Promise<readonly string[]> {
  const get = async (path: string) => {
    if (path === '/api/v1/namespaces/made') throw error;
    if (path === '/api/v1') return { resources: [{ name: 'namespaces', kind: 'Namespace', namespaced: false, verbs: ['list'] }] };
    return undefined;
  };
  const { guide } = guideOf(fence('$ kubectl create namespace made\nnamespace/made created', 'id=a'));
  const target = { ...loopbackTarget(), api: { get } as unknown as ClusterApi };
  return preflight(guide, target, guide.steps).then(({ makes, leftovers }) => {
    expect(makes.map(({ name }) => name)).toEqual(['made']);
    return leftovers.map(({ what }) => what);
  });
}

test('preflight: an object that the user may not read stops nobody', async () => {
  expect(await leftoversWhere(new ForbiddenError('The cluster answered 403.'))).toEqual([]);
});

test('preflight: where the cluster fails, what is there already is not known, and nobody says that nothing is', async () => {
  const failure = new TargetError('cluster-refused', 'The cluster answered 500.');
  await expect(leftoversWhere(failure)).rejects.toBe(failure);
});
