import { expect, test } from 'vitest';
import { firstState, type PageState } from '../../src/client/state/state.ts';
import { drawPath } from '../../src/client/step/path-drawing.ts';
import { lastRequest } from '../../src/client/step/path-view.ts';
import type { RequestPath, StepResult } from '../../src/guide/result.ts';
import { runUi } from '../../src/strings.ts';

const alias: RequestPath = {
  source: { pod: 'sleep-1', namespace: 'default', container: 'sleep' },
  sidecar: true,
  service: {
    name: 'my-httpbin',
    namespace: 'default',
    type: 'ExternalName',
    backing: 'alias',
    addresses: [],
  },
  host: 'httpbin.org',
  reached: 'host',
  answer: { kind: 'answered', status: 200, envoyHeaders: ['X-Envoy-Attempt-Count'] },
};
const broken: RequestPath = {
  ...alias,
  reached: 'sidecar',
  answer: { kind: 'failed', why: 'tls', text: 'curl: (35) TLS' },
};

test('drawPath: a request that was answered', () => {
  expect(drawPath(alias)).toEqual({
    hops: {
      source: { title: 'sleep', note: 'default', state: 'reached' },
      sidecar: { title: 'sidecar', note: 'added 1 header', state: 'reached' },
      service: { title: 'my-httpbin', note: 'ExternalName', state: 'reached' },
      host: { title: 'httpbin.org', note: 'HTTP 200', state: 'reached' },
    },
    edges: { source: 'taken', sidecar: 'taken', service: 'taken' },
  });
});

test('drawPath: one that broke at the sidecar', () => {
  const { hops, edges } = drawPath(broken);
  expect(Object.values(hops).map(({ state }) => state)).toEqual(['reached', 'last', 'beyond', 'beyond']);
  expect(hops.host.note).toBe('no answer');
  expect(edges).toEqual({ source: 'taken', sidecar: 'broken', service: 'beyond' });
});

test('drawPath: hops that are not there are passed by', () => {
  const { service: _, ...direct } = { ...alias, sidecar: false };
  const { hops, edges } = drawPath(direct);
  expect(hops.sidecar).toEqual({ title: 'no sidecar', note: '', state: 'absent' });
  expect(hops.service).toEqual({ title: 'no service', note: '', state: 'absent' });
  expect(Object.values(edges)).toEqual(['taken', 'taken', 'taken']);
});

test('drawPath: an answer that did not come, from the host itself', () => {
  const refused: RequestPath = {
    ...alias,
    sidecar: false,
    answer: { kind: 'failed', why: 'tls', text: 'curl: (60) TLS' },
  };
  expect(drawPath(refused).hops.host).toEqual({ title: 'httpbin.org', note: 'no answer', state: 'last' });
});

test('path.sentence: every hop in words', () => {
  const { sentence } = runUi.path;
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
    'sleep in default sent it without a sidecar; web stands for 10.0.0.1 and 10.0.0.2; httpbin.org answered.',
  );
});

test('changes: few in full, many counted', () => {
  const made = (name: string) => ({ op: 'created', kind: 'Service', namespace: 'default', name }) as const;
  expect(runUi.changes([made('a'), { op: 'deleted', kind: 'Namespace', name: 'shop' }])).toBe(
    'Created Service a; deleted Namespace shop',
  );
  expect(runUi.changes(['a', 'b', 'c', 'd', 'e'].map(made))).toBe(
    'Created Service a, Service b, Service c and 2 more',
  );
  expect(runUi.changedObject(made('a'))).toBe('created Service a in default');
});

test('lastRequest: of the steps that made one, the one that ran last', () => {
  const step = (run: string, startedAt: string, path?: RequestPath) => {
    const result: StepResult = {
      run,
      step: run,
      verdict: 'passed',
      startedAt,
      ms: 1,
      commands: [],
      ...(path && { path }),
    };
    return { phase: 'passed', run, commands: [], result } as const;
  };
  const steps = [
    { id: 'a', ordinal: 1 },
    { id: 'b', ordinal: 2 },
    { id: 'c', ordinal: 3 },
  ];
  const state: PageState = {
    ...firstState,
    steps: {
      a: step('a', '2026-11-22T15:00:09Z', alias),
      b: step('b', '2026-11-22T15:00:05Z', broken),
      c: step('c', '2026-11-22T15:00:30Z'),
    },
  };
  expect(lastRequest(steps, state)).toMatchObject({ ordinal: 1, path: alias });
  expect(lastRequest(steps, firstState)).toBeUndefined();
});
