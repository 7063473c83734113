import { expect, test } from 'vitest';
import { leftoversOf, missingObjects } from '../../runner/cluster/snapshot/leftovers.ts';
import { newObjects, takeSnapshot } from '../../runner/cluster/snapshot/snapshot.ts';
import { leftoverText } from '../../runner/report/pass-outcome.ts';
import { listedAt, listedObjects, listingApi } from '../support/clusters/listing-api.ts';

test('leftoversOf: names new objects, with the steps that ran when they were created', async () => {
  const before = await takeSnapshot(listingApi({}), { all: true });
  const after = await takeSnapshot(listingApi({ '/api/v1/services': listedObjects['/api/v1/services'] }), {
    all: true,
  });
  const second = Date.parse(listedAt);
  const times = [
    { step: 'first', from: second - 5000, to: second - 100 },
    { step: 'second', from: second + 300, to: second + 400 },
    { step: 'third', from: second + 500, to: second + 2000 },
    { step: 'fourth', from: second + 5000, to: second + 6000 },
  ];
  expect(leftoversOf(newObjects(before, after), times)).toEqual([
    { kind: 'Service', namespace: 'default', name: 'kept', during: ['second', 'third'] },
    { kind: 'Service', namespace: 'other', name: 'elsewhere', during: ['second', 'third'] },
  ]);
  expect(newObjects(after, after)).toEqual([]);
  const replaced = new Map([
    [
      '9',
      {
        kind: 'Service',
        namespace: 'default',
        name: 'kept',
        uid: '9',
        path: '',
        createdAt: listedAt,
        isLeaving: false,
        revision: 0,
        edits: '',
        managers: [],
      },
    ],
  ]);
  expect(leftoversOf(newObjects(after, replaced), [])).toEqual([
    { kind: 'Service', namespace: 'default', name: 'kept' },
  ]);
});

test('leftoversOf: names the step whose command names the object, else who wrote it and when', async () => {
  const second = Date.parse(listedAt);
  const written = (name: string, ...managers: object[]) => ({
    name,
    namespace: 'team-a',
    uid: name,
    creationTimestamp: listedAt,
    managedFields: managers,
  });
  const services = [
    written('named', { manager: 'kubectl-create' }),
    written('root', { manager: 'kube-controller-manager' }, { manager: 'kubelet', subresource: 'status' }),
    written('joined', { manager: 'cert-manager' }, { manager: 'kubectl-edit' }, { manager: 'cert-manager' }),
    written('bare'),
  ];
  const after = await takeSnapshot(listingApi({ '/api/v1/services': services }), { all: true });
  const makes = [{ step: 'make', kind: 'Service', namespace: 'team-a', name: 'named' }];
  const found = leftoversOf([...after.values()], [{ step: 'make', from: second, to: second + 900 }], makes);
  expect(found.map(leftoverText)).toEqual([
    'Service named in team-a (made by make)',
    'Service root in team-a (appeared while make ran, written by kube-controller-manager)',
    'Service joined in team-a (appeared while make ran, written by cert-manager and kubectl-edit)',
    'Service bare in team-a (appeared while make ran)',
  ]);
  expect(
    leftoversOf([...after.values()], [], makes)
      .map(leftoverText)
      .at(1),
  ).toBe('Service root in team-a (written by kube-controller-manager)');
});

test('missingObjects: names the only step that may delete; leaves out objects made again', async () => {
  const [kept, elsewhere] = [
    ...(
      await takeSnapshot(listingApi({ '/api/v1/services': listedObjects['/api/v1/services'] }), { all: true })
    ).values(),
  ];
  if (!kept || !elsewhere) throw new Error('There are no two services.');
  const gone = { kind: 'Service', namespace: 'other', name: 'elsewhere', gone: true };
  expect(
    missingObjects([kept, elsewhere], { made: [{ ...kept, uid: '9' }], deletingSteps: ['clean'] }),
  ).toEqual([{ ...gone, step: 'clean' }]);
  expect(missingObjects([elsewhere], { made: [], deletingSteps: ['clean', 'tidy'] })).toEqual([gone]);
  const held = { ...elsewhere, finalizers: ['f'] };
  expect(missingObjects([held, { ...held, isLeaving: true }], { made: [], deletingSteps: [] })).toEqual([
    gone,
    { ...gone, finalizers: ['f'] },
  ]);
});
