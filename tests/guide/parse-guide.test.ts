import { expect, test } from 'vitest';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { fence, guideOf, stepOf } from '../support/guides/guide-text.ts';

test('parseGuide: reads commands, their printed lines and line numbers', () => {
  const step = stepOf(fence('$ cat <<EOF\na\nEOF\na\n\n$ echo "b\nc"\n\nb\nc\n$ true'));
  expect(step.commands.map(({ text, line, expectation }) => [text, line, expectation.printed])).toEqual([
    ['cat <<EOF\na\nEOF', 5, [{ lines: ['a'], line: 8 }]],
    ['echo "b\nc"', 10, [{ lines: ['b', 'c'], line: 13 }]],
    ['true', 15, []],
  ]);
});

test('parseGuide: removes the indentation of fences in lists and keeps their lines', () => {
  const { guide, problems } = guideOf('1. Do it:\n\n   ```console id=x\n   $ echo a\n     a\n   ```\n');
  expect(problems).toEqual([]);
  expect(guide.steps[0]?.commands[0]).toMatchObject({
    text: 'echo a',
    line: 7,
    expectation: { printed: [{ lines: ['  a'], line: 8 }] },
  });
});

test('parseGuide: takes ids from headings and hashes from the text of fences', () => {
  const body = `## First *part*\n\n${fence('$ a')}\n\n${fence('$ b')}`;
  const { guide } = guideOf(body);
  expect(guide.steps.map(({ id }) => id)).toEqual(['first-part-1', 'first-part-2']);
  expect(guide.steps[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(guideOf(body).guide.steps[0]?.hash).toBe(guide.steps[0]?.hash);
  expect(guideOf(body.replace('$ a', '$ A')).guide.steps[0]?.hash).not.toBe(guide.steps[0]?.hash);
  expect(guideOf(body.replace('```console', '```console exit=1')).guide.steps[0]?.hash).not.toBe(
    guide.steps[0]?.hash,
  );
});

test('parseGuide: adds an output fence to the last command of the step above it', () => {
  const { guide, problems } = guideOf(
    `${fence('$ a\n1\n$ b\n2')}\n\n\`\`\`output when="istio>=1.21"\n3\n\`\`\``,
  );
  expect(problems).toEqual([]);
  expect(
    guide.steps[0]?.commands.map(({ expectation }) =>
      expectation.printed.map(({ lines, when }) => [lines, when]),
    ),
  ).toEqual([
    [[['1'], undefined]],
    [
      [['2'], undefined],
      [['3'], 'istio>=1.21'],
    ],
  ]);
});

test.each([
  [
    'text before the first prompt',
    fence('NAME\n$ a'),
    'text-before-prompt',
    5,
    '`NAME` comes before the first `$ `',
  ],
  [
    'an unfinished here-document',
    fence('$ cat <<EOF\nfoo\n$ b'),
    'unfinished-command',
    5,
    'not closed by a line `EOF`',
  ],
  ['a command bash cannot read', fence('$ echo )'), 'invalid-command', 5, 'bash cannot read `echo )`'],
  ['an empty step', fence(''), 'no-command', 5, 'The step is empty'],
  ['a prompt without a command', fence('$ '), 'no-command', 5, 'There is nothing after'],
  [
    'a doubled id',
    `${fence('$ a', 'id=x')}\n\n${fence('$ b', 'id=x')}`,
    'doubled-id',
    8,
    'The step in line 4 already has the id x',
  ],
  ['an unknown option', fence('$ a', 'tiemout=5s'), 'unknown-option', 4, 'Did you mean timeout?'],
  ['a need that is not above', fence('$ a', 'needs=zzz'), 'unknown-need', 4, 'no step above has this id'],
  ['a stray output fence', 'text\n\n```output\nx\n```', 'stray-output', 6, 'right after the step'],
  [
    'an output fence after text',
    `${fence('$ a\nx')}\n\ntext\n\n\`\`\`output\nx\n\`\`\``,
    'stray-output',
    11,
    'right after the step',
  ],
  ['an empty output fence', `${fence('$ a\nx')}\n\n\`\`\`output\n\`\`\``, 'vacuous', 9, 'is empty'],
  [
    '`stable` in a step that only writes',
    fence('$ kubectl apply -f x', 'stable=2'),
    'bad-value',
    4,
    'no command of this step is known to only read',
  ],
  [
    '`stable` with `within=0`',
    fence('$ kubectl get x', 'stable=2 within=0'),
    'bad-value',
    4,
    'runs a command once',
  ],
  [
    '`within` in a step that only writes',
    fence('$ kubectl apply -f x', 'within=5s'),
    'bad-value',
    4,
    'no command of this step is known to only read',
  ],
  ['a choice with one value', fence('$ a', 'choice=way:one'), 'bad-value', 4, 'is the only value'],
  [
    'a return at the prompt',
    fence('$ return 0; echo never'),
    'invalid-command',
    5,
    'is an error at a prompt',
  ],
  [
    'output for some versions only',
    `${fence('$ a')}\n\n\`\`\`output when="istio<1.21"\nx\n\`\`\``,
    'vacuous',
    5,
    'for some versions only',
  ],
  ['broken MDX', 'a {b\n\n<x', 'mdx-syntax', 4, 'MDX reads `{b` as JavaScript'],
])('parseGuide: reports %s with its line', (_, body, code, line, sentence) => {
  const { problems } = guideOf(body);
  expect(problems[0]).toMatchObject({ code, line, file: 'guide.mdx' });
  expect(problems[0]?.message).toContain(sentence);
});

test('parseGuide: reads the front matter and reports its problems', () => {
  const head =
    'title: T\ndescription: D\nguide:\n  requires: {kubernetes: ">=1.33", comands: [kubectl]}\n  ' +
    'namespaces: [a]\n  creates: x';
  const { guide, problems } = parseGuide(`---\n${head}\n---\n`, { file: 'g.mdx', name: 'g' });
  expect(guide).toMatchObject({
    title: 'T',
    description: 'D',
    requires: { kubernetes: '>=1.33', commands: [] },
    namespaces: ['a'],
    creates: [],
  });
  expect(problems.map(({ message }) => message)).toEqual([
    'Unknown key `guide.requires.comands`. Did you mean commands?',
    '`guide.creates` must be a list. Write `creates: [x]`.',
  ]);
});

test.each([
  ['\\r\\n', '', '\r\n'],
  ['\\r', '', '\r'],
  ['\\n after a byte order mark', '\uFEFF', '\n'],
  ['\\r\\n after a byte order mark', '\uFEFF', '\r\n'],
])('parseGuide: reads the same guide from a file whose lines end with %s', (_ends, mark, end) => {
  const place = { file: 'guide.mdx', name: 'guide' };
  const text =
    '---\ntitle: Guide\nguide:\n  namespaces: [default]\n---\n\n# Part\n\n' +
    `${fence('$ echo a \\\n  b\na b\n\nc\n$ cat <<EOF\nx\nEOF\nx', 'id=a')}\n\n\`\`\`output\ny\n\`\`\`\n`;
  // Astro does not read front matter whose lines end with a carriage return alone.
  const [head = '', body = ''] = text.split(/(?=\n# Part)/);
  const headEnd = end === '\r' ? '\n' : end;
  expect(parseGuide(mark + head.replaceAll('\n', headEnd) + body.replaceAll('\n', end), place)).toEqual(
    parseGuide(text, place),
  );
});

test('parseGuide: reports blocks that are nested thousands of levels deep', () => {
  expect(guideOf(`${'> '.repeat(20_000)}a`).problems).toEqual([
    expect.objectContaining({ code: 'mdx-syntax', message: expect.stringContaining('levels deep') }),
  ]);
});

test('parseGuide: refuses front matter whose lines end with a carriage return alone', () => {
  const { problems } = parseGuide(`---\rtitle: Guide\r---\r${fence('$ id').replaceAll('\n', '\r')}\r`, {
    file: 'guide.mdx',
    name: 'guide',
  });
  expect(problems).toEqual([
    expect.objectContaining({
      code: 'front-matter',
      line: 1,
      message: expect.stringContaining('end with `\\r` alone'),
    }),
  ]);
});

test('parseGuide: refuses a file in another encoding and a command with bytes that are not UTF-8', () => {
  const utf16 = Buffer.from(`\uFEFF${fence('$ id')}`, 'utf16le').toString('utf8');
  expect(parseGuide(utf16, { file: 'guide.mdx', name: 'guide' }).problems).toEqual([
    {
      code: 'page-text',
      file: 'guide.mdx',
      line: 1,
      message: 'The file contains NUL characters, so it is probably UTF-16. Save it as UTF-8.',
    },
  ]);
  const latin1 = Buffer.from(fence('$ echo ä\nä\n$ id'), 'latin1').toString('utf8');
  expect(guideOf(latin1).problems).toEqual([
    {
      code: 'page-text',
      file: 'guide.mdx',
      line: 5,
      message: 'The command has bytes that are not valid UTF-8. Save the file as UTF-8.',
    },
  ]);
});
