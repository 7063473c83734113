import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Refusal } from '../../../src/guide/protocol.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { type Client, runsOf, serveGuide } from '../../support/servers/served-guide.ts';

const seed = 10;

const requests = 500;

/** Values that are wrong in every field of a request. Other programs were fooled by such values. */
const strange = fc.oneof(
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '../a',
    'a/',
    'A',
    ' a',
    'a ',
    'a\n',
    'a\u0000',
    'а',
    'a\u200b',
    '*',
    '%61',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    1,
    -1,
    [],
    ['a'],
    {},
    { toString: 'a' },
    [['only']],
    'x'.repeat(501),
    'x'.repeat(20_000),
  ),
);

/** A request with exactly one fault. */
const wrongBody = fc.oneof(
  fc
    .record({ field: fc.constantFrom('guide', 'step', 'hash', 'mode'), value: strange })
    .map(({ field, value }) => ({ kind: field, change: { [field]: value } })),
  fc
    .constantFrom('guide', 'step', 'hash', 'mode', 'key')
    .map((field) => ({ kind: 'missing', change: { [field]: undefined } })),
  fc
    .record({
      field: fc.constantFrom(
        'command',
        'text',
        'env',
        'timeout',
        '__proto__',
        'constructor',
        'prototype',
        'Step',
        'token',
        'target',
        '',
      ),
      value: strange,
    })
    .map(({ field, value }) => ({ kind: 'extra', change: { [field]: value } })),
  fc
    .constantFrom<unknown>(null, [], ['a'], 'a', 1, { way: 1 }, { way: null }, { __proto__: null, way: {} })
    .map((value) => ({ kind: 'choices', change: { choices: value } })),
  fc.nat({ max: 63 }).map((at) => ({ kind: 'digit', change: { at } })),
  fc.constantFrom('upper', 'short', 'long', 'other').map((how) => ({ kind: 'hash', change: { how } })),
  fc.string({ maxLength: 60 }).map((text) => ({ kind: 'no object', change: { text } })),
  fc
    .constantFrom('[]', '[{}]', '"a"', '12', 'null', '{', '\ufeff{}', '{"__proto__":{"step":"a"}}')
    .map((text) => ({ kind: 'no object', change: { text } })),
);

type Wrong = { kind: string; change: Record<string, unknown> };

function bodyOf({ kind, change }: Wrong, right: Record<string, unknown>, otherHash: string): string {
  const hash = String(right['hash']);
  switch (kind) {
    case 'no object':
      return String(change['text']);
    case 'digit': {
      const at = Number(change['at']);
      return JSON.stringify({
        ...right,
        hash: `${hash.slice(0, at)}${hash[at] === '0' ? '1' : '0'}${hash.slice(at + 1)}`,
      });
    }
    case 'hash':
      if ('how' in change) {
        const spelt = {
          upper: `${hash.toUpperCase()}F`,
          short: hash.slice(0, -1),
          long: `${hash}0`,
          other: otherHash,
        };
        return JSON.stringify({ ...right, hash: spelt[change['how'] as keyof typeof spelt] });
      }
  }
  // The text is joined by hand, because an assignment to `__proto__` would not add a field.
  const fields = [
    ...Object.entries(right).filter(([name]) => !Object.hasOwn(change, name)),
    ...Object.entries(change),
  ];
  const members = fields
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{${members}}`;
}

const post = (client: Client, path: string, body: string) => client.call(path, { method: 'POST', body });

test('runs: of 500 fuzzed requests, only a known step with its hash is run', async ({ task }) => {
  leavesNothing();
  const log = join(temporaryFolder(), 'log');
  const client = await serveGuide(
    [fence(`$ echo a >>${log}`, 'id=a'), fence(`$ echo b >>${log}`, 'id=b')].join('\n\n'),
  );
  const right = (at: number) => ({
    guide: 'x/g',
    step: 'a',
    hash: client.hash('a'),
    key: `key-${at}`,
    mode: 'only',
  });
  const codes = new Map<string, number>();
  let ran = 0;
  for (const [at, wrong] of fc.sample(wrongBody, { seed, numRuns: requests }).entries()) {
    const body = bodyOf(wrong, right(at), client.hash('b'));
    for (const path of ['/api/runs', '/api/plan']) {
      const answer = await post(
        client,
        path,
        path === '/api/plan' ? body.replace(/"key":"key-\d+",?/, '') : body,
      );
      // A plan needs no key, so a request without a key is right there.
      if (path === '/api/plan' && wrong.kind === 'missing' && 'key' in wrong.change) continue;
      const refusal = (await answer.json()) as Refusal;
      expect([400, 404, 409], body.slice(0, 200)).toContain(answer.status);
      expect(refusal, body.slice(0, 200)).toEqual({
        code: expect.stringMatching(/^[a-z-]+$/),
        message: expect.stringMatching(/\.$/),
      });
      if (path === '/api/runs') codes.set(refusal.code, (codes.get(refusal.code) ?? 0) + 1);
    }
    if (at % 10 !== 0) continue;
    const [run] = await runsOf(await post(client, '/api/runs', JSON.stringify(right(at))));
    expect(await client.ended(run?.run ?? '')).toMatchObject({ verdict: 'passed' });
    ran += 1;
  }
  expect(readFileSync(log, 'utf8')).toBe('a\n'.repeat(ran));
  expect([({} as Record<string, unknown>)['step'], Object.prototype]).toEqual([undefined, Object.prototype]);
  figure(
    task,
    `${requests} wrong requests refused ` +
      `(${[...codes].map(([code, count]) => `${count} ${code}`).join(', ')}), ${ran} right ones between ` +
      'them run',
  );
});

test('routes: names in addresses reach only known runs and guides', async ({ task }) => {
  leavesNothing();
  const client = await serveGuide(fence('$ echo a', 'id=a'));
  const names = [
    '__proto__',
    'constructor',
    'x%2fg%2f..',
    '..%2fx%2fg',
    'X%2FG',
    'x/g',
    '%',
    '%00',
    '%ff',
    'x%2fg%20',
    '*',
    '.',
    '%2e%2e',
    'x\\g',
    'x%5cg',
  ];
  const routes = names.flatMap((name) => [
    `/api/runs/${name}/cancel`,
    `/api/runs/${name}/input`,
    ...['line', 'input', 'reset'].map((does) => `/api/sessions/${name}/${does}`),
  ]);
  for (const route of routes) {
    const answer = await post(client, route, 'echo');
    expect([400, 404], route).toContain(answer.status);
    expect(await answer.json(), route).toEqual({
      code: expect.any(String),
      message: expect.stringMatching(/\.$/),
    });
  }
  figure(task, `${routes.length} addresses refused`);
});
