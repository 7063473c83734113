import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
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
const commands = 200;

/** Values that no field of a request has, in kinds that have fooled other programs. */
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

/** A request that is right in all but one thing. */
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
  // An assignment to `__proto__` would make no field of that name.
  const fields = [
    ...Object.entries(right).filter(([name]) => !Object.hasOwn(change, name)),
    ...Object.entries(change),
  ];
  return `{${fields.filter(([, value]) => value !== undefined).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)}}`;
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
      // A plan needs no key, so that one without is right there.
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

const awkward = fc.oneof(
  fc.constantFrom(...'\'"`\\$!#&|;<>()[]{}*?~^%@=:, \t'),
  fc.constantFrom(
    '\\\\',
    '\\n',
    '$(',
    '${',
    '<<EOF',
    "$'",
    'é',
    'e\u0301',
    '日本',
    '🙂',
    '\u202e',
    '\u00a0',
    '\u2028',
    '%s',
    '\\x41',
    '$$',
    '~/',
    'EOF',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
/** A line of text in which every character means something to bash, but no control. */
const line = fc
  .array(awkward, { maxLength: 25 })
  .map((parts) => parts.join('').replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' '));
const text = fc.array(line, { minLength: 1, maxLength: 6 });

test('runs: bash reads exactly the bytes of the page, 200 times', async ({ task }) => {
  leavesNothing();
  const folder = temporaryFolder();
  const file = (at: number, kind: string) => join(folder, `${at}.${kind}`);
  const texts = fc
    .sample(text, { seed, numRuns: commands })
    .map((lines) => lines.map((each) => (/^ {0,3}(```|~~~)/.test(each) ? `.${each}` : each)).join('\n'));
  const written = texts.map((each, at) =>
    [
      `cp "$BASH_SOURCE" ${file(at, 'source')}; printf %s '${each.replaceAll("'", `'\\''`)}' ` +
        `>${file(at, 'argument')}`,
      `cat >${file(at, 'document')} <<'END OF IT'\n${each}\nEND OF IT`,
    ].join(' &&\n'),
  );
  const fences = written.map((each, at) => ({ meta: `id=step-${at}`, body: `$ ${each}` }));
  const client = await serveGuide(fences.map(({ meta, body }) => fence(body, meta)).join('\n\n'));
  const runs = await runsOf(await client.run(`step-${commands - 1}`, { mode: 'all' }));
  expect(runs).toHaveLength(commands);
  expect(await client.ended(runs.at(-1)?.run ?? '')).toMatchObject({ verdict: 'passed' });
  let bytes = 0;
  for (const [at, each] of texts.entries()) {
    const { meta, body } = fences[at] ?? { meta: '', body: '' };
    expect(client.hash(`step-${at}`)).toBe(
      createHash('sha256').update(`console ${meta}\n${body}\n`).digest('hex'),
    );
    const ran = readFileSync(file(at, 'source'));
    expect(ran.equals(Buffer.from(`${written[at]}\n`)), written[at]).toBe(true);
    expect(readFileSync(file(at, 'argument'), 'utf8')).toBe(each);
    expect(readFileSync(file(at, 'document'), 'utf8')).toBe(`${each}\n`);
    bytes += ran.length;
  }
  expect(existsSync(file(commands, 'source'))).toBe(false);
  figure(
    task,
    `${commands} commands, ${bytes} bytes: the file that bash read is the page's text, byte for byte, ` +
      'and so is what it made of it',
  );
});
