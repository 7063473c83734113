import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { ClusterApi } from '../../runner/cluster/cluster-api.ts';
import { runPass } from '../../runner/pass/guide-pass.ts';
import type { Report } from '../../src/guide/report.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { guideFile } from '../support/guides/guide-file.ts';
import { fence } from '../support/guides/guide-text.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { leavesNothing } from '../support/measure/leaves-nothing.ts';

interface Made {
  readonly name: string;
  readonly namespace?: string;
  readonly resourceVersion: string;
  /** The programs that wrote the object, each with its time in seconds. */
  readonly by: readonly string[];
}

/** The objects by the plural of their kind. */
type State = Readonly<Record<string, readonly Made[]>>;

const kinds = [
  { name: 'configmaps', shortNames: ['cm'], kind: 'ConfigMap', namespaced: true, verbs: ['list'] },
  { name: 'clusterroles', kind: 'ClusterRole', namespaced: false, verbs: ['list'] },
];

/**
 * Runs a guide whose steps bring a fake cluster from state to state, by a program that Guiderail does not
 * know. The first revision is 42.
 */
async function pass(
  states: readonly State[],
  {
    guide: front = '{namespaces: [team-a]}',
    isShared = false,
    commands = (copy: readonly string[]) => copy.map((text) => [text]),
    answersAfterMs = 0,
  } = {},
): Promise<{ report: Report; asked: string[]; line: (step: string) => number | undefined }> {
  leavesNothing();
  vi.stubEnv('GUIDERAIL_CACHE', temporaryFolder());
  const folder = temporaryFolder();
  const file = (name: string | number) => join(folder, `${name}.json`);
  for (const [at, state] of states.entries()) writeFileSync(file(at), JSON.stringify(state));
  copyFileSync(file(0), file('now'));
  const asked: string[] = [];
  const get = async (path: string) => {
    const [list = '', query] = path.split('?');
    if (path === '/api/v1/namespaces?limit=1') return { metadata: { resourceVersion: '42' } };
    if (path === '/apis') return { groups: [] };
    if (path === '/api/v1') return { resources: kinds };
    const plural = list.replace('/api/v1/', '');
    if (!kinds.some(({ name }) => name === plural)) return undefined;
    asked.push(path);
    await pause(answersAfterMs);
    const state = JSON.parse(readFileSync(file(query ? 0 : 'now'), 'utf8')) as State;
    return {
      items: (state[plural] ?? []).map(({ by, ...metadata }) => ({
        metadata: {
          uid: metadata.name,
          creationTimestamp: '2026-11-22T15:00:10Z',
          ...metadata,
          managedFields: by
            .map((write) => write.split(' '))
            .map(([manager, second]) => ({ manager, time: `2026-11-22T15:00:${second}Z` })),
        },
      })),
    };
  };
  const steps = commands(states.slice(1).map((_, at) => `cp ${file(at + 1)} ${file('now')}`));
  const { guide } = guideFile(
    steps.map((texts, at) => fence(texts.map((text) => `$ ${text}`).join('\n'), `id=s${at + 1}`)),
    { guide: front },
  );
  const target = { ...loopbackTarget(), isShared, api: { get } as unknown as ClusterApi };
  const report = await runPass({
    guide,
    target,
    choices: {},
    signal: new AbortController().signal,
    deletionSettleMs: 0,
  });
  vi.unstubAllEnvs();
  return { report, asked, line: (step) => guide.steps.find(({ id }) => id === step)?.commands[0]?.line };
}

const own = { name: 'own', namespace: 'team-a', resourceVersion: '50', by: ['kubectl-create 20'] };
const outside = { name: 'x', namespace: 'default', resourceVersion: '51', by: ['kubectl-create 20'] };
const remedy = (entry: string) =>
  `Add \`default\` to \`guide.namespaces\`, name another namespace with \`-n\`, or add \`${entry}\` to ` +
  '`guide.creates`.';

test('runPass: reports undeclared writes by step, even if a later one deletes the object', async () => {
  const { report, line } = await pass([{}, { configmaps: [own] }, { configmaps: [own, outside] }, {}], {
    answersAfterMs: 300,
  });
  expect(report.steps.map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed']);
  expect([report.error, report.leftovers]).toEqual([undefined, []]);
  expect(report.undeclared).toEqual([
    {
      step: 's2',
      line: line('s2'),
      changes: [{ op: 'created', kind: 'ConfigMap', namespace: 'default', name: 'x' }],
      message:
        'Step s2 created ConfigMap x in the namespace default, which the guide does not declare. ' +
        `${remedy('configmap/default/x')}`,
    },
  ]);
});

test('runPass: reports an object that one command made and the next deleted, with its line', async () => {
  const { report, line } = await pass([{}, { configmaps: [own] }, { configmaps: [own, outside] }, {}], {
    answersAfterMs: 300,
    commands: ([first = '', ...others]) => [[first], [...others.slice(0, 1), 'echo a', ...others.slice(1)]],
  });
  expect(report.undeclared?.map(({ step, line: at }) => [step, at])).toEqual([['s2', line('s2')]]);
});

test('runPass: reports objects without a namespace, and groups those of one step and namespace', async () => {
  const role = (name: string) => ({ name, resourceVersion: '52', by: ['Helm 20'] });
  const { report } = await pass(
    [
      {},
      { configmaps: [outside, { ...outside, name: 'y' }], clusterroles: [role('declared'), role('reader')] },
      {},
    ],
    {
      guide: '{creates: [clusterroles/declared]}',
    },
  );
  expect(report.undeclared?.map(({ step, message }) => [step, message])).toEqual([
    [
      's1',
      (
        'Step s1 created ConfigMap x and ConfigMap y in the namespace default, which the guide does not ' +
        `declare. ${remedy('configmap/default/x')}`
      ).replace('or add `configmap/default/x`', 'or add `configmap/default/x` and `configmap/default/y`'),
    ],
    [
      's1',
      'Step s1 created ClusterRole reader, which the guide does not declare. Add `clusterrole/reader` ' +
        'to `guide.creates`.',
    ],
  ]);
});

test('runPass: reports a change of an existing object once, and no write from before the pass', async () => {
  const there = { ...outside, name: 'coredns', namespace: 'kube-system', resourceVersion: '40' };
  const patched = { ...there, resourceVersion: '53', by: ['kubectl-create 20', 'kubectl-patch 30'] };
  const { report } = await pass([
    { configmaps: [there] },
    { configmaps: [patched] },
    { configmaps: [patched, own] },
    { configmaps: [patched] },
  ]);
  expect(report.undeclared?.map(({ step, changes }) => [step, changes])).toEqual([
    ['s1', [{ op: 'changed', kind: 'ConfigMap', namespace: 'kube-system', name: 'coredns' }]],
  ]);
});

test('runPass: does not report writes of controllers and operators', async () => {
  const there = { ...outside, name: 'coredns', namespace: 'kube-system', resourceVersion: '40' };
  const written = [
    { ...there, resourceVersion: '53', by: [...there.by, 'kube-controller-manager 30', 'some-operator 30'] },
    { ...outside, name: 'kube-root-ca.crt', by: ['kube-controller-manager 30'] },
    { ...outside, name: 'istio-ca-root-cert', by: ['pilot-discovery 30'] },
    { ...outside, name: 'lock', by: ['cert-manager-controller 30'] },
  ];
  const { report, asked } = await pass([
    { configmaps: [there] },
    { configmaps: written },
    { configmaps: [there] },
  ]);
  expect(report.undeclared).toBeUndefined();
  // The runner lists config maps in two searches, and once for the leftovers.
  expect(asked.filter((path) => path === '/api/v1/configmaps')).toHaveLength(3);
});

test('runPass: a program that the guide itself runs counts as one of the session', async () => {
  const { report } = await pass([{}, { configmaps: [{ ...outside, by: ['cp 30'] }] }, {}]);
  expect(report.undeclared?.map(({ step }) => step)).toEqual(['s1']);
});

test.each<[string, { guide?: string; isShared?: boolean }]>([
  ['the guide declares nothing', { guide: '{}' }],
  ['others write in the cluster', { isShared: true }],
])('runPass: reports no writes if %s', async (_, how) => {
  const { report, asked } = await pass([{}, { configmaps: [outside] }, {}], how);
  expect([report.undeclared, report.steps.map(({ verdict }) => verdict)]).toEqual([
    undefined,
    ['passed', 'passed'],
  ]);
  // The runner lists config maps only for the leftovers, and on a shared cluster also before the first step.
  expect(asked.filter((path) => path === '/api/v1/configmaps').length).toBeLessThanOrEqual(2);
});

test('runPass: does not search after steps whose commands show all their writes', async () => {
  const clear = [
    'kubectl version --client',
    'export A=1',
    'kubectl config set-context --current --namespace=team-a',
  ];
  const { asked } = await pass([{}], { commands: () => clear.map((text) => [text]) });
  // The runner lists config maps only for the leftovers.
  expect(asked.filter((path) => path === '/api/v1/configmaps')).toHaveLength(1);
});

test('runPass: does not run a guide whose commands already show an undeclared write', async () => {
  const { report, line } = await pass([{}], {
    commands: () => [['touch a'], ['kubectl create configmap x -n default', 'kubectl create cm y']],
  });
  const { undeclared, steps, error } = report;
  expect([steps, error]).toEqual([[], undefined]);
  const text = (name: string) =>
    `Step s2 writes ConfigMap ${name} into the namespace default, which the guide does not declare. ` +
    `${remedy(`configmap/default/${name}`)}`;
  const change = (name: string) => ({ op: 'created', kind: 'ConfigMap', namespace: 'default', name });
  expect(undeclared).toEqual([
    { step: 's2', line: line('s2'), changes: [change('x')], message: text('x') },
    { step: 's2', line: (line('s2') ?? 0) + 1, changes: [change('y')], message: text('y') },
  ]);
});
