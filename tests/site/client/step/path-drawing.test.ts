import { expect, test } from 'vitest';
import { firstState, type PageState } from '../../../../src/client/state/page-state.ts';
import { drawPath } from '../../../../src/client/step/path-drawing.ts';
import { lastRequest } from '../../../../src/client/step/path-view.ts';
import type { RequestPath, StepResult } from '../../../../src/guide/result.ts';
import { alias, broken } from '../../sample-paths.ts';

test('drawPath: draws a request that was answered', () => {
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

test('drawPath: draws a request that ended at the sidecar', () => {
  const { hops, edges } = drawPath(broken);
  expect(Object.values(hops).map(({ state }) => state)).toEqual(['reached', 'last', 'beyond', 'beyond']);
  expect(hops.host.note).toBe('no answer');
  expect(edges).toEqual({ source: 'taken', sidecar: 'broken', service: 'beyond' });
});

test('drawPath: marks hops that the path does not have', () => {
  const { service: _, ...direct } = { ...alias, sidecar: false };
  const { hops, edges } = drawPath(direct);
  expect(hops.sidecar).toEqual({ title: 'no sidecar', note: '', state: 'absent' });
  expect(hops.service).toEqual({ title: 'no service', note: '', state: 'absent' });
  expect(Object.values(edges)).toEqual(['taken', 'taken', 'taken']);
});

test('drawPath: draws a host that did not answer', () => {
  const refused: RequestPath = {
    ...alias,
    sidecar: false,
    answer: { kind: 'failed', why: 'tls', text: 'curl: (60) TLS' },
  };
  expect(drawPath(refused).hops.host).toEqual({ title: 'httpbin.org', note: 'no answer', state: 'last' });
});

test('lastRequest: gives the request of the step that ran last', () => {
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
