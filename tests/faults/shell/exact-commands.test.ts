import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { runsOf, serveGuide } from '../../support/servers/served-guide.ts';

const seed = 10;

const commands = 200;

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

/** A line full of characters with a meaning for bash, without control characters. */
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
    `${commands} commands, ${bytes} bytes: bash read the text of the page, byte for byte, ` +
      'and passed it on unchanged',
  );
});
