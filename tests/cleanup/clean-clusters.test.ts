import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { cleanClusters } from '../../runner/cleanup/clean-clusters.ts';
import type { Answerer } from '../support/clusters/empty-cluster.ts';
import { leasePath, startLeasedCluster } from '../support/clusters/leased-cluster.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

/** A pid above the highest possible pid of Linux, so no process has it. */
const deadPid = 2 ** 22 + 1;

const pathOf = (name: string) => `/api/v1/namespaces/default/configmaps/${name}`;
const deletionsIn = (written: readonly string[]) =>
  written.filter((request) => request.startsWith('DELETE') && !request.endsWith(leasePath));

/**
 * A cluster, and the record of a pass whose runner was killed. `made`: the UIDs that the runner recorded
 * before, by name.
 */
async function afterCrash({
  there,
  made,
  answer,
  madeNamespace = false,
}: {
  there: Readonly<Record<string, string>>;
  made: Readonly<Record<string, string>>;
  answer?: Answerer;
  /** Whether the guide made the namespace of these objects too. */
  madeNamespace?: boolean;
}) {
  const cache = temporaryFolder();
  vi.stubEnv('GUIDERAIL_CACHE', cache);
  onTestFinished(() => void vi.unstubAllEnvs());
  const cluster = await startLeasedCluster(answer && { answer });
  for (const [name, uid] of Object.entries(there))
    cluster.objects.set(pathOf(name), {
      metadata: { name, namespace: 'default', uid, creationTimestamp: new Date().toISOString() },
    });
  const namespace = '/api/v1/namespaces/default';
  if (madeNamespace)
    cluster.objects.set(namespace, {
      metadata: { name: 'default', uid: 'n1', creationTimestamp: new Date().toISOString() },
    });
  const record = {
    guide: 'tidy',
    pid: deadPid,
    startTicks: 0,
    origin: { kind: 'context', context: 'kind-test', files: [cluster.kubeconfig] },
    cluster: 'u',
    longestStepMs: 60_000,
    makes: [
      ...(madeNamespace
        ? [{ step: 'make-namespace', kind: 'Namespace', name: 'default', path: namespace }]
        : []),
      ...Object.keys(there).map((name) => ({
        step: `make-${name}`,
        kind: 'ConfigMap',
        namespace: 'default',
        name,
        path: pathOf(name),
      })),
    ],
    before: [],
    made: {
      ...(madeNamespace && { [namespace]: 'n1' }),
      ...Object.fromEntries(Object.entries(made).map(([name, uid]) => [pathOf(name), uid])),
    },
  };
  const file = join(cache, 'passes', 'dead.json');
  mkdirSync(join(cache, 'passes'));
  writeFileSync(file, JSON.stringify(record));
  return {
    cluster,
    left: () => [...cluster.objects.keys()].map((path) => path.split('/').at(-1)),
    isRecorded: () => existsSync(file),
  };
}

const killed = {
  there: { known: 'u1', unsure: 'u2', replaced: 'u3' },
  made: { known: 'u1', replaced: 'u9' },
};
const plan = [
  'object ConfigMap known in default (made by make-known) by tidy on context=kind-test',
  'perhaps ConfigMap unsure in default (made by make-unsure) by tidy on context=kind-test, or by ' +
    'another user: the runner ended before it knew the UID, u2',
  'stays: ConfigMap replaced in default on context=kind-test has the name of an object that tidy made, ' +
    'but is another object',
];

test('cleanClusters: removes an object of an unknown maker only if the user confirms its UID', async () => {
  const { cluster, left, isRecorded } = await afterCrash(killed);
  expect(await cleanClusters({ onlyList: true })).toEqual({ lines: plan, status: 0 });
  expect(await cleanClusters({ onlyList: true, confirmed: ['u2'] })).toEqual({ lines: plan, status: 0 });
  expect(left()).toEqual(['known', 'unsure', 'replaced']);
  const advice = 'To remove what tidy may have made: npx guiderail cleanup --confirm u2';
  expect(await cleanClusters({ onlyList: false })).toEqual({ lines: [...plan, advice], status: 4 });
  expect([left(), isRecorded()]).toEqual([['unsure', 'replaced'], true]);

  // Confirming the UID of another object does not confirm this one.
  const idle = '--confirm u3: no object that a guide may have made has this UID';
  expect(await cleanClusters({ onlyList: false, confirmed: ['u3'] })).toEqual({
    lines: [...plan.slice(1), advice, idle],
    status: 4,
  });
  expect(await cleanClusters({ onlyList: false, confirmed: ['u2'] })).toEqual({
    lines: plan.slice(1),
    status: 0,
  });
  expect([left(), isRecorded(), deletionsIn(cluster.written)]).toEqual([
    ['replaced'],
    false,
    [`DELETE ${pathOf('known')}`, `DELETE ${pathOf('unsure')}`],
  ]);
});

test('cleanClusters: the guide’s objects are its own even if the cluster’s clock is behind', async () => {
  const { cluster, left, isRecorded } = await afterCrash({ there: { a: 'u1' }, made: {} });
  const found = cluster.objects.get(pathOf('a'));
  if (found)
    cluster.objects.set(pathOf('a'), {
      metadata: { ...found.metadata, creationTimestamp: new Date(Date.now() - 60_000).toISOString() },
    });
  const { lines, status } = await cleanClusters({ onlyList: false });
  expect([lines[0], status]).toEqual([expect.stringMatching(/^perhaps ConfigMap a in default/), 4]);
  expect([left(), isRecorded()]).toEqual([['a'], true]);
});

test('cleanClusters: a namespace stays while it contains an object of an unknown maker', async () => {
  const { left, isRecorded } = await afterCrash({
    there: { known: 'u1', unsure: 'u2' },
    made: { known: 'u1' },
    madeNamespace: true,
  });
  const stays =
    'stays: Namespace default on context=kind-test, because it contains objects that the ' +
    'guide may not have made';
  const { lines, status } = await cleanClusters({ onlyList: false });
  expect([status, lines.slice(-2)]).toEqual([
    4,
    [stays, 'To remove what tidy may have made: npx guiderail cleanup --confirm u2'],
  ]);
  expect([left(), isRecorded()]).toEqual([['unsure', 'default'], true]);
  expect((await cleanClusters({ onlyList: false, confirmed: ['u2'] })).status).toBe(0);
  expect([left(), isRecorded()]).toEqual([[], false]);
});

test('cleanClusters: a namespace stays while an object in it has the name of one of the guide', async () => {
  const { cluster, left, isRecorded } = await afterCrash({
    there: { replaced: 'u3' },
    made: { replaced: 'u9' },
    madeNamespace: true,
  });
  expect((await cleanClusters({ onlyList: false })).status).toBe(4);
  expect([left(), isRecorded()]).toEqual([['replaced', 'default'], true]);
  cluster.objects.delete(pathOf('replaced'));
  expect((await cleanClusters({ onlyList: false })).status).toBe(0);
  expect([left(), isRecorded()]).toEqual([[], false]);
});

test('cleanClusters: at a terminal, asks once about all objects of unknown makers', async () => {
  const { left } = await afterCrash({ there: { a: 'u1', b: 'u2' }, made: {} });
  const asked: string[] = [];
  const answering = (answer: boolean) => async (question: string) => {
    asked.push(question);
    return answer;
  };
  expect(await cleanClusters({ onlyList: false, ask: answering(false) })).toMatchObject({ status: 4 });
  expect(left()).toEqual(['a', 'b']);
  expect(await cleanClusters({ onlyList: false, ask: answering(true) })).toMatchObject({ status: 0 });
  expect(left()).toEqual([]);
  expect(asked).toHaveLength(2);
  expect(asked[0]).toContain('ConfigMap a in default (made by make-a)');
  expect(asked[0]).toContain('ConfigMap b in default (made by make-b)');
});

test.for<[string, (cluster: Awaited<ReturnType<typeof startLeasedCluster>>) => void, string]>([
  [
    'another cluster answers',
    (cluster) => {
      cluster.uid = 'another';
    },
    'is another cluster than the one this session was tied to.',
  ],
  [
    'another runner takes the Lease',
    (cluster) => cluster.takeLease(),
    'another runner took the Lease guiderail',
  ],
])(
  'cleanClusters: %s between two removals: skips the second one and names both objects',
  async ([, lose, words]) => {
    let losing: Awaited<ReturnType<typeof afterCrash>> | undefined;
    const answer: Answerer = ({ method, path }) => {
      if (method === 'DELETE' && path === pathOf('b') && losing) lose(losing.cluster);
      return undefined;
    };
    const found = await afterCrash({ there: { a: 'u1', b: 'u2' }, made: { a: 'u1', b: 'u2' }, answer });
    losing = found;
    const { lines, status } = await cleanClusters({ onlyList: false });
    expect([status, found.isRecorded(), deletionsIn(found.cluster.written)]).toEqual([
      3,
      true,
      [`DELETE ${pathOf('b')}`],
    ]);
    expect(lines.slice(-2)).toEqual([
      'removed: ConfigMap b in default (made by make-b)',
      expect.stringContaining(words),
    ]);
  },
);

test('cleanClusters: while the context leads elsewhere, removes nothing and keeps the record', async () => {
  const { cluster, left, isRecorded } = await afterCrash({ there: { a: 'u1' }, made: { a: 'u1' } });
  cluster.uid = 'another';
  const { lines, status } = await cleanClusters({ onlyList: false });
  expect([lines, status]).toEqual([
    [
      expect.stringMatching(
        /^guide tidy ran on another cluster than context=kind-test leads to now, .* rm \/.*\/dead\.json$/,
      ),
    ],
    0,
  ]);
  expect([left(), isRecorded(), cluster.written]).toEqual([['a'], true, []]);
  cluster.uid = 'u';
  expect((await cleanClusters({ onlyList: false })).status).toBe(0);
  expect([left(), isRecorded()]).toEqual([[], false]);
});
