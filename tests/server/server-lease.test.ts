import { expect, onTestFinished, test, vi } from 'vitest';
import { Session } from '../../runner/session/session.ts';
import type { RunMode } from '../../src/guide/protocol.ts';
import { type LeasedCluster, leasePath, startLeasedCluster } from '../support/clusters/leased-cluster.ts';
import { fence } from '../support/guides/guide-text.ts';
import { type Client, resetSession, runsOf, serveGuide, stateOf } from '../support/servers/served-guide.ts';

const guide = [
  fence('$ true', 'id=look'),
  fence('$ touch made\n$ echo done\ndone', 'id=make'),
  fence('$ rm made', 'id=clean role=cleanup'),
].join('\n\n');

async function serveOnLeasedCluster(): Promise<{ client: Client; cluster: LeasedCluster }> {
  const cluster = await startLeasedCluster();
  return { cluster, client: await serveGuide(guide, { target: await cluster.open() }) };
}

async function verdictOf(client: Client, step: string, mode: RunMode = 'only'): Promise<string> {
  const [run] = await runsOf(await client.run(step, { mode }));
  return (await client.ended(run?.run ?? '')).verdict;
}

function isHeld({ objects }: LeasedCluster): boolean {
  return objects.has(leasePath);
}

/** The next session to be closed is closed, and then reports that its folder cannot be removed. */
function failNextClose(): Error {
  const error = new Error('the folder of the session cannot be removed');
  const { close } = Session.prototype;
  const spy = vi.spyOn(Session.prototype, 'close').mockImplementationOnce(async function (this: Session) {
    await close.call(this);
    throw error;
  });
  onTestFinished(() => spy.mockRestore());
  return error;
}

test('Lease: the server takes it before a step that writes, and releases it after cleanup', async () => {
  const { client, cluster } = await serveOnLeasedCluster();
  expect([await verdictOf(client, 'look'), isHeld(cluster)]).toEqual(['passed', false]);
  expect([await verdictOf(client, 'make'), isHeld(cluster)]).toEqual(['passed', true]);
  expect([await verdictOf(client, 'look'), isHeld(cluster)]).toEqual(['passed', true]);
  expect(await verdictOf(client, 'clean')).toBe('passed');
  await vi.waitFor(() => expect(isHeld(cluster)).toBe(false));
});

test('Lease: the server takes none to check a step that also writes', async () => {
  const { client, cluster } = await serveOnLeasedCluster();
  expect([await verdictOf(client, 'make', 'check'), isHeld(cluster)]).toEqual(['passed', false]);
});

test('reset: releases the Lease, also of steps that were not cleaned up', async () => {
  const { client, cluster } = await serveOnLeasedCluster();
  expect([await verdictOf(client, 'make'), isHeld(cluster)]).toEqual(['passed', true]);
  expect((await resetSession(client)).status).toBe(200);
  await vi.waitFor(() => expect(isHeld(cluster)).toBe(false));
});

test('reset: a session that cannot be removed does not stop the next one', async () => {
  const { client, cluster } = await serveOnLeasedCluster();
  expect([await verdictOf(client, 'make'), isHeld(cluster)]).toEqual(['passed', true]);
  const error = failNextClose();
  await expect(client.server.runs.reset('x/g')).rejects.toBe(error);
  await vi.waitFor(() => expect(isHeld(cluster)).toBe(false));
  const { sessions, results } = await stateOf(client);
  expect([sessions['x/g'], results['x/g']]).toEqual([{ state: 'none' }, {}]);
  expect(await verdictOf(client, 'make')).toBe('passed');
});

test('close: releases the Lease and ends the server although a session cannot be removed', async () => {
  const { client, cluster } = await serveOnLeasedCluster();
  expect([await verdictOf(client, 'make'), isHeld(cluster)]).toEqual(['passed', true]);
  const error = failNextClose();
  await expect(client.server.close()).rejects.toBe(error);
  expect(isHeld(cluster)).toBe(false);
  await expect(fetch(client.server.origin)).rejects.toThrow();
});
