import { expect, test } from 'vitest';
import type { RunRequest } from '../../../../src/guide/protocol.ts';
import { sixSteps } from '../../../support/guides/six-steps.ts';
import { serveGuide } from '../../../support/servers/served-guide.ts';

test.each<[string, Partial<RunRequest> | string, number, string]>([
  ['an unknown guide', { guide: 'x/none' }, 404, 'unknown-guide'],
  ['an unknown step', { step: 'none' }, 404, 'unknown-step'],
  ['another hash', { hash: 'f'.repeat(64) }, 409, 'stale-hash'],
  ['an unknown mode', { mode: 'everything' as never }, 400, 'bad-request'],
  ['text instead of a step', 'kubectl delete ns default', 400, 'bad-request'],
  ['no step', { step: '' }, 400, 'bad-request'],
])('POST /api/runs: refuses %s with a sentence', async (_, change, status, code) => {
  const client = await serveGuide(sixSteps);
  const response =
    typeof change === 'string'
      ? await client.call('/api/runs', { method: 'POST', body: change })
      : await client.run('set', change);
  const refusal = (await response.json()) as { code: string; message: string };
  expect([response.status, refusal.code]).toEqual([status, code]);
  expect(refusal.message).toMatch(/\.$/);
});

test('POST /api/runs: refuses without a cluster, and says that the page will turn live', async () => {
  const client = await serveGuide(sixSteps, { live: false });
  const response = await client.run('set');
  expect([response.status, await response.json()]).toEqual([
    409,
    { code: 'not-live', message: expect.stringContaining('turns live by itself') },
  ]);
});
