import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordCluster } from '../support/clusters/recorded-cluster.ts';
import { guiderail } from '../support/programs/guiderail.ts';

/** A pid above the highest possible pid of Linux, so no process has it. */
const deadPid = 2 ** 22 + 1;
const path = '/api/v1/namespaces/default/configmaps/a';
const found = {
  metadata: { name: 'a', namespace: 'default', uid: 'u1', creationTimestamp: new Date().toISOString() },
};

/**
 * A local cluster `demo` that is up, with an object that a killed runner's guide may have made, and records
 * of two other clusters.
 */
async function afterCrashes() {
  const cache = await recordCluster('demo', undefined, (request) =>
    request.path === path ? { status: 200, body: found } : undefined,
  );
  const folder = join(cache, 'passes');
  mkdirSync(folder);
  const makes = [{ step: 'make', kind: 'ConfigMap', namespace: 'default', name: 'a', path }];
  const record = {
    guide: 'tidy',
    pid: deadPid,
    startTicks: 0,
    cluster: 'u',
    longestStepMs: 60_000,
    makes,
    before: [],
    made: {},
  };
  const origins = {
    demo: { kind: 'local', name: 'demo' },
    other: { kind: 'local', name: 'other' },
    context: { kind: 'context', context: 'kind-test', files: ['/no/such/kubeconfig'] },
  };
  for (const [name, origin] of Object.entries(origins))
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...record, origin }));
  const env = { GUIDERAIL_CACHE: cache };
  return {
    cleanup: (...args: string[]) => guiderail(['cleanup', ...args], { env }),
    records: () => Object.keys(origins).filter((name) => existsSync(join(folder, `${name}.json`))),
  };
}

const perhaps =
  'perhaps ConfigMap a in default (made by make) by tidy on local, or by another user: the runner ' +
  'ended before it knew the UID, u1';
const stays = 'Cluster demo is up and stays; `npx guiderail cluster down --name demo` takes it down.';

test('cleanup --name: cleans only that local cluster, and its advice names the cluster', async () => {
  const { cleanup, records } = await afterCrashes();
  expect(await cleanup('--list', '--name', 'demo')).toEqual({
    status: 0,
    stdout: `${perhaps}\n${stays}\n`,
    stderr: '',
  });
  const advice = 'To remove what tidy may have made: npx guiderail cleanup --name demo --confirm u1';
  expect(await cleanup('--name', 'demo')).toEqual({
    status: 4,
    stdout: `${perhaps}\n${advice}\n${stays}\n`,
    stderr: '',
  });
  expect(records()).toEqual(['demo', 'other', 'context']);
  expect(await cleanup('--name', 'other')).toEqual({ status: 0, stdout: 'Nothing was left.\n', stderr: '' });
  expect(records()).toEqual(['demo', 'context']);
});

test('cleanup: without a name, cleans all clusters', async () => {
  const { cleanup, records } = await afterCrashes();
  const { status, stdout } = await cleanup('--list');
  expect([status, stdout]).toEqual([
    3,
    expect.stringContaining('guide tidy on context=kind-test was interrupted and cannot be cleaned up now: '),
  ]);
  expect(stdout).toContain(`${perhaps}\n`);
  expect(records()).toEqual(['demo', 'context']);
});

test('cleanup --name: refuses a name that is not valid', async () => {
  const { status, stdout, stderr } = await guiderail(['cleanup', '--name', '../evil']);
  const sentence =
    "error: option '--name <name>' argument '../evil' is invalid. Write 1 to 20 small letters, digits " +
    'and hyphens. [bad-call]\n';
  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: sentence });
});
