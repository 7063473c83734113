import { expect, test } from 'vitest';
import { durationMs } from '../../../src/guide/options/duration.ts';
import { outputOptions, stepOptions } from '../../../src/guide/options/step-options.ts';

test('stepOptions: defaults', () => {
  expect(stepOptions('')).toEqual({
    options: { match: 'docs', exit: 0, timeoutMs: 60_000, role: 'step' },
    problems: [],
  });
});

test('stepOptions: reads every option, with and without quotes', () => {
  const { options, problems } = stepOptions(
    'id=a-1 match=contains exit=nonzero timeout=2m within=1m30s stable=3 role=cleanup needs=b,c ' +
      'when="istio>=1.21" skip="not here" choice=way:first',
  );
  expect(problems).toEqual([]);
  expect(options).toEqual({
    id: 'a-1',
    match: 'contains',
    exit: 'nonzero',
    timeoutMs: 120_000,
    within: 90_000,
    stable: 3,
    role: 'cleanup',
    needs: ['b', 'c'],
    when: 'istio>=1.21',
    skip: 'not here',
    choice: { group: 'way', value: 'first' },
  });
});

test.each([
  ['mach=exact', 'unknown-option', 'Unknown option mach. Did you mean match?'],
  ['colour=red', 'unknown-option', 'Unknown option colour. Known options: id, match,'],
  ['id=a id=b', 'doubled-option', 'Option id is given twice'],
  ['match=fuzzy', 'bad-value', '`match=fuzzy`: write one of docs, exact'],
  ['match', 'bad-value', '`match`: write one of'],
  ['exit=256', 'bad-value', 'a number from 0 to 255'],
  ['timeout=5', 'bad-value', '`timeout=5`: write a time'],
  ['timeout=0', 'bad-value', '`timeout=0`: write a time'],
  ['within=2h', 'bad-value', 'write a time'],
  ['stable=1', 'bad-value', 'from 2 to 100'],
  ['stable', 'bad-value', 'from 2 to 100'],
  ['id=1x', 'bad-value', 'starting with a letter'],
  ['when=istio', 'bad-value', 'is not a version range'],
  ['when="linkerd>=2"', 'bad-value', 'is not a version range'],
  ['skip', 'bad-value', 'write why'],
  ['choice=automatic', 'bad-value', 'write group:value'],
  ['=x', 'bad-value', '`=x` is not an option'],
])('stepOptions: reports %s', (meta, code, sentence) => {
  const { problems } = stepOptions(meta);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.code).toBe(code);
  expect(problems[0]?.message).toContain(sentence);
});

test.each([
  ['0', 0],
  ['250ms', 250],
  ['30s', 30_000],
  ['2m', 120_000],
  ['1m30s', 90_000],
  ['1m5ms', 60_005],
])('durationMs: %s', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each(['', '5', '-1s', '1.5s', '1h', 's', '1s1m'])('durationMs: rejects %j', (text) => {
  expect(durationMs(text)).toBeUndefined();
});

const id = 'write letters a to z, digits and hyphens, starting with a letter.';
const time = 'write a time such as 500ms, 30s or 2m, at most 60m.';
const bare = 'Write key=value, key="two words" or a bare word.';

test.each<[meta: string, ...messages: string[]]>([
  ['ID=x', 'Unknown option ID. Did you mean id?'],
  ['Timeout=5s', 'Unknown option Timeout. Did you mean timeout?'],
  [
    'x=5s',
    'Unknown option x. Known options: id, match, exit, timeout, within, stable, role, needs, when, ' +
      'skip, choice.',
  ],
  ['id=a exit = 1', 'There are spaces beside `=`. Write `exit=1`.'],
  ['exit= 1', 'There are spaces beside `=`. Write `exit=1`.'],
  ['skip="a = b" exit =1', 'There are spaces beside `=`. Write `exit=1`.'],
  ['id=', '`id=` has no value. Write one after `=`, or delete the option.'],
  ['id:x', '`id:x` is not an option. Write `id=x`.'],
  ['--id=x', '`--id=x` is not an option. Write `id=x`.'],
  ['"id=x"', `\`"id=x"\` is not an option. ${bare}`],
  ['{id=x}', 'The options are in braces. Write `id=x`.'],
  ['id=x,exit=1', 'There is a comma after `id=x`. Separate options by spaces.'],
  ['id=x, exit=1', 'There is a comma after `id=x`. Separate options by spaces.'],
  ['id=“x”', 'The options have the quote `“`. Write `"`.'],
  ['skip="it’s" exit=‘1’', 'The options have the quote `‘`. Write `"`.'],
  ['id=x skip="not now', 'A quote is not closed in `skip="not now`. Write `"` at the end of the value.'],
  [
    'skip=broken for now',
    '`for` is not an option. If it belongs to `skip`, put the value in quotes: `skip="broken for now"`.',
  ],
  [
    'skip=broken for now id=x',
    '`for` is not an option. If it belongs to `skip`, put the value in quotes: `skip="broken for now"`.',
  ],
  ['id=a id=b', 'Option id is given twice. Keep one.'],
  ['id=1a', `\`id=1a\`: ${id}`],
  ['id=constructor', '`id=constructor`: JavaScript reserves this name. Write another.'],
  ['timeout=60', `\`timeout=60\`: ${time} Did you mean 60s?`],
  ['within=1h', `\`within=1h\`: ${time}`],
  ['timeout=0', '`timeout=0`: write a time of more than 0, such as 500ms, 30s or 2m.'],
  [
    'match=DOCS',
    '`match=DOCS`: write one of docs, exact, contains, lines, unordered, regex, json, yaml, table, ' +
      'none. Did you mean docs?',
  ],
  ['role=clean', '`role=clean`: write one of setup, step, cleanup. Did you mean cleanup?'],
  ['exit=256', '`exit=256`: write a number from 0 to 255, or nonzero.'],
  ['stable=1', '`stable=1`: write the number of matches in a row, from 2 to 100.'],
  ['skip=""', '`skip=`: write why: skip="the reason".'],
  [
    'choice=a',
    '`choice=a`: write group:value, such as way:gateway. The group begins with a lower-case letter.',
  ],
  [
    'when="1.21"',
    '`when=1.21`: `1.21` is not a version range. Write one such as istio>=1.21 or kubernetes>=1.33.',
  ],
])('stepOptions: %s says what to write', (meta, ...messages) => {
  expect(stepOptions(meta).problems.map(({ message }) => message)).toEqual(messages);
});

test('stepOptions: keeps signs such as `=`, commas and braces in a quoted value', () => {
  expect(
    stepOptions('skip="it’s a = b, c=d {e}" id=x when="istio>=1.21, kubernetes>=1.33"').problems,
  ).toEqual([]);
});

test('outputOptions: says where to write an option of a step', () => {
  expect(outputOptions('match=exact when=1').problems.map(({ message }) => message)).toEqual([
    'match is an option of a step. Write it at the `console` fence above, or delete it.',
    '`when=1`: `1` is not a version range. Write one such as istio>=1.21 or kubernetes>=1.33.',
  ]);
});
