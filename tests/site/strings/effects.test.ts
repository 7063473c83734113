import { expect, test } from 'vitest';
import type { Change, RequestPath } from '../../../src/guide/result.ts';
import { effectsUi } from '../../../src/strings/effects.ts';
import { alias, broken } from '../sample-paths.ts';

test('effectsUi.pathOfRequest: names every hop', () => {
  const sentence = (path: RequestPath) => effectsUi.pathOfRequest(path).replace('The request: ', '');
  expect(sentence(alias)).toBe(
    'sleep in default sent it; its sidecar passed it on and added X-Envoy-Attempt-Count; my-httpbin is ' +
      'another name for httpbin.org; httpbin.org answered with HTTP 200.',
  );
  expect(sentence(broken)).toBe(
    'sleep in default sent it; my-httpbin is another name for httpbin.org; it got as far as the ' +
      'sidecar: curl: (35) TLS.',
  );
  const addresses = {
    name: 'web',
    namespace: 'default',
    type: 'ClusterIP',
    backing: 'addresses',
    addresses: ['10.0.0.1', '10.0.0.2'],
  } as const;
  expect(
    sentence({
      ...alias,
      sidecar: false,
      service: addresses,
      answer: { kind: 'answered', envoyHeaders: [] },
    }),
  ).toBe(
    'sleep in default sent it without a sidecar; web leads to 10.0.0.1 and 10.0.0.2; httpbin.org answered.',
  );
});

test('effectsUi.changes: names few objects and counts many', () => {
  const made = (name: string) => ({ op: 'created', kind: 'Service', namespace: 'default', name }) as const;
  expect(effectsUi.changes([made('a'), { op: 'deleted', kind: 'Namespace', name: 'shop' }])).toBe(
    'Created Service a; deleted Namespace shop',
  );
  expect(effectsUi.changes(['a', 'b', 'c', 'd', 'e'].map(made))).toBe(
    'Created Service a, Service b, Service c and 2 more',
  );
  expect(effectsUi.changedObject(made('a'))).toBe('created Service a in default');
});

test('effectsUi.pathOfRequest: says if the sidecar answered, and if a service has no endpoints', () => {
  expect(
    effectsUi.pathOfRequest({
      ...alias,
      reached: 'sidecar',
      service: { ...alias.service!, backing: 'nothing' },
      answer: { kind: 'answered', status: 503, envoyHeaders: [] },
    }),
  ).toBe(
    'The request: sleep in default sent it; my-httpbin has no endpoints; the sidecar, and not the host, ' +
      'answered with HTTP 503.',
  );
});

test('effectsUi: names undeclared changes in the summary and at each change', () => {
  const change = (name: string, undeclared?: true): Change => ({
    op: 'created',
    kind: 'ConfigMap',
    namespace: 'default',
    name,
    ...(undeclared && { undeclared }),
  });
  expect(effectsUi.changes([change('a'), change('b')])).toBe('Created ConfigMap a, ConfigMap b');
  expect(effectsUi.changes([change('a', true)])).toBe('Created ConfigMap a; the guide does not declare it');
  expect(effectsUi.changes([change('a', true), change('b', true)])).toBe(
    'Created ConfigMap a, ConfigMap b; the guide does not declare them',
  );
  expect(effectsUi.changes([change('a', true), change('b')])).toBe(
    'Created ConfigMap a, ConfigMap b; the guide does not declare 1 of them',
  );
  expect([change('a', true), change('b')].map(effectsUi.changedObject)).toEqual([
    'created ConfigMap a in default, which the guide does not declare',
    'created ConfigMap b in default',
  ]);
});
