import { expect, test } from 'vitest';
import type { ClusterApi } from '../../../runner/cluster/cluster-api.ts';
import { ReplacedError, UnreachableError } from '../../../runner/errors.ts';
import { loopbackTarget } from '../../support/clusters/loopback-target.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { typeTo } from '../../support/requests/typed-text.ts';
import { type Client, guideAt, runsOf, serveGuide, stateOf } from '../../support/servers/served-guide.ts';

const guide = [fence('$ export A=1', 'id=set'), fence('$ touch made', 'id=make')].join('\n\n');

/** Serves the guide on a cluster whose `recheck` throws the error in `cluster`, if there is one. */
async function serveOnCluster() {
  const cluster: { error?: Error } = {};
  const recheck = async () => {
    if (cluster.error) throw cluster.error;
  };
  return { cluster, client: await serveGuide(guide, { target: { ...loopbackTarget(), recheck } }) };
}

async function resultOf(client: Client, step: string) {
  const [run] = await runsOf(await client.run(step));
  return client.ended(run?.run ?? '');
}

test('a replaced cluster: no command runs in it, and the steps that passed are stale', async () => {
  const { client, cluster } = await serveOnCluster();
  expect((await resultOf(client, 'set')).verdict).toBe('passed');
  cluster.error = new ReplacedError('It is another cluster.');
  expect(await resultOf(client, 'make')).toMatchObject({
    verdict: 'errored',
    message: 'It is another cluster. No command of this step was run.',
    next: expect.stringContaining('Start again'),
  });
  const { stale } = await stateOf(client);
  expect(stale['x/g']).toEqual({ set: 'The cluster was replaced by another one.' });
});

test('a replaced cluster: a typed line does not run in it', async () => {
  const { client, cluster } = await serveOnCluster();
  expect((await resultOf(client, 'set')).verdict).toBe('passed');
  cluster.error = new ReplacedError('It is another cluster.');
  expect((await typeTo(client, 'line', 'echo typed')).status).toBe(200);
  const events = await client.events(0, (event) => event.type === 'typed' && !event.running);
  const shown = events.flatMap((event) => (event.type === 'terminal' ? event.text : [])).join('');
  expect(shown).toMatch(/It is another cluster\. The line was not run\.\r\n$/);
  expect(shown).not.toContain('typed');
});

test('a cluster that does not answer: a typed line that only reads still runs', async () => {
  const { client, cluster } = await serveOnCluster();
  expect((await resultOf(client, 'set')).verdict).toBe('passed');
  cluster.error = new UnreachableError('127.0.0.1:1', 'ECONNREFUSED');
  expect((await typeTo(client, 'line', 'echo A is $A')).status).toBe(200);
  const isShown = ({ type, ...event }: { type: string; text?: string }) =>
    type === 'terminal' && event.text?.includes('A is 1') === true;
  expect((await client.events(0, isShown)).some(isShown)).toBe(true);
});

test('replaceGuide: changes are those in the namespaces that the new text declares', async () => {
  let lists = 0;
  /** Each list has one service more than the list before, all in the namespace `b`. */
  const services = () => {
    lists += 1;
    return Array.from({ length: lists }, (_, at) => ({
      name: `s${at}`,
      namespace: 'b',
      uid: `${at}`,
      creationTimestamp: '2026-11-22T15:00:10Z',
      managedFields: [{ manager: 'kubectl' }],
    }));
  };
  const get = async (path: string) => {
    if (path === '/api/v1')
      return { resources: [{ name: 'services', kind: 'Service', namespaced: true, verbs: ['list'] }] };
    if (path !== '/api/v1/services') return { groups: [] };
    return { items: services().map((metadata) => ({ metadata })) };
  };
  const target = { ...loopbackTarget(), api: { get } as unknown as ClusterApi };
  const client = await serveGuide(guide, { target, guide: '{ namespaces: [a] }' });
  expect((await resultOf(client, 'make')).changes).toBeUndefined();
  client.server.runs.replaceGuides([guideAt(client.file, guide, '{ namespaces: [b] }')]);
  expect((await resultOf(client, 'make')).changes).toEqual([
    { op: 'created', kind: 'Service', namespace: 'b', name: 's3' },
  ]);
});
