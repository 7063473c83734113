import { expect, test } from 'vitest';
import type { ClusterApi } from '../../runner/cluster/cluster-api.ts';
import { Observer } from '../../runner/observe/observer.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

const { guide } = guideOf([fence('$ touch a', 'id=writes'), fence('$ ls', 'id=reads')].join('\n\n'));
const [writes, reads] = guide.steps;
const command = {
  command: 0,
  text: 'touch a',
  line: 1,
  verdict: 'passed',
  exit: 0,
  output: '',
  attempts: 1,
  ms: 1,
  reasons: [],
  sentences: [],
} as const;
const passed: StepResult = {
  run: 'r',
  step: 's',
  verdict: 'passed',
  startedAt: '2026-11-22T15:00:00Z',
  ms: 1,
  commands: [command],
};

function observing(get: (path: string) => Promise<unknown>): Observer {
  return new Observer(guide, { ...loopbackTarget(), isShared: false, api: { get } as unknown as ClusterApi });
}

test('Observer: a step that writes gets its changes; a step that reads sends no request', async () => {
  let services: string[] = [];
  const asked: string[] = [];
  const observer = observing(async (path) => {
    asked.push(path);
    if (path === '/api/v1')
      return { resources: [{ name: 'services', kind: 'Service', namespaced: true, verbs: ['list'] }] };
    return {
      groups: [],
      items: services.map((name) => ({
        metadata: { name, uid: name, creationTimestamp: '', managedFields: [{ manager: 'kubectl' }] },
      })),
    };
  });
  if (!writes || !reads) throw new Error('The guide has two steps.');
  expect(await observer.observe(reads, async () => passed)).toEqual(passed);
  expect(asked).toEqual([]);
  const run = async () => {
    services = ['a'];
    return passed;
  };
  expect(await observer.observe(writes, run)).toEqual({
    ...passed,
    changes: [{ op: 'created', kind: 'Service', name: 'a' }],
  });
});

test('Observer: a cluster that fails, or never answers, changes no result', async () => {
  if (!writes) throw new Error('The guide has two steps.');
  const broken = observing(async () => {
    throw new Error('unreachable');
  });
  expect(await broken.observe(writes, async () => passed)).toEqual(passed);
  const silent = observing(() => new Promise(() => {}));
  expect(await silent.observe(writes, async () => passed)).toEqual(passed);
});

test('Observer: an object that no step deleted is gone until it exists again', async () => {
  if (!writes) throw new Error('The guide has two steps.');
  let services: string[] = [];
  const observer = observing(async (path) => {
    if (path === '/api/v1')
      return { resources: [{ name: 'services', kind: 'Service', namespaced: true, verbs: ['list'] }] };
    return {
      groups: [],
      items: services.map((name) => ({
        metadata: { name, uid: name, creationTimestamp: '', managedFields: [{ manager: 'kubectl' }] },
      })),
    };
  });
  const makes = (names: string[]) => async () => {
    services = names;
    return passed;
  };
  await observer.observe(writes, makes(['a', 'b']));
  expect(await observer.gone()).toEqual(new Map());
  services = ['b'];
  expect([...(await observer.gone())]).toEqual([['writes', [{ op: 'created', kind: 'Service', name: 'a' }]]]);
  services = ['a', 'b'];
  expect(await observer.gone()).toEqual(new Map());
  await observer.observe({ ...writes, id: 'cleanup' }, makes([]));
  expect(await observer.gone()).toEqual(new Map());
});

test('Observer: marks undeclared changes on the local cluster, and none of controllers', async () => {
  if (!writes) throw new Error('The guide has two steps.');
  const objects = [
    { name: 'declared', namespace: 'team-a', managedFields: [{ manager: 'kubectl-create' }] },
    { name: 'listed', namespace: 'default', managedFields: [{ manager: 'kubectl-create' }] },
    { name: 'outside', namespace: 'default', managedFields: [{ manager: 'kubectl-create' }] },
    { name: 'operator', namespace: 'default', managedFields: [{ manager: 'some-operator' }] },
  ];
  let made: typeof objects = [];
  const get = async (path: string) => {
    if (path === '/api/v1')
      return {
        resources: [
          { name: 'services', shortNames: ['svc'], kind: 'Service', namespaced: true, verbs: ['list'] },
        ],
      };
    return {
      groups: [],
      items: made.map((metadata) => ({
        metadata: { ...metadata, uid: metadata.name, creationTimestamp: '' },
      })),
    };
  };
  const changesOn = async (isShared: boolean, declared: { namespaces: string[]; creates: string[] }) => {
    made = [];
    const observer = new Observer(
      { ...guide, ...declared },
      { ...loopbackTarget(), isShared, api: { get } as unknown as ClusterApi },
    );
    const run = async () => {
      made = objects;
      return passed;
    };
    const { changes = [] } = await observer.observe(writes, run);
    return changes.map(({ name, undeclared }) => `${name}${undeclared ? ' undeclared' : ''}`);
  };
  const declared = { namespaces: ['team-a', 'default'], creates: ['svc/default/listed'] };
  const names = objects.map(({ name }) => name).sort();
  expect(await changesOn(false, { ...declared, namespaces: ['team-a'] })).toEqual(
    names.map((name) => (name === 'outside' ? 'outside undeclared' : name)),
  );
  expect(await changesOn(false, { namespaces: [], creates: [] })).toEqual(names);
  expect(await changesOn(true, declared)).toEqual(names);
});
