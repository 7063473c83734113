import { expect, test } from 'vitest';
import { durationMs } from '../../src/guide/options.ts';
import { stepOptions } from '../../src/guide/step-options.ts';

test('stepOptions: defaults', () => {
  expect(stepOptions('')).toEqual({ options: { match: 'docs', exit: 0, timeoutMs: 60_000, role: 'step' }, faults: [] });
});

test('stepOptions: every option, bare, quoted and plain', () => {
  const { options, faults } = stepOptions(
    'id=a-1 match=contains exit=nonzero timeout=2m within=1m30s stable=3 role=cleanup needs=b,c when="istio>=1.21" skip="not here" choice=way:first',
  );
  expect(faults).toEqual([]);
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
  ['skip', 'bad-value', 'say why'],
  ['choice=automatic', 'bad-value', 'write group:value'],
  ['=x', 'bad-value', '`=x` is not an option'],
])('stepOptions: %s is a fault with a sentence', (meta, code, sentence) => {
  const { faults } = stepOptions(meta);
  expect(faults).toHaveLength(1);
  expect(faults[0]?.code).toBe(code);
  expect(faults[0]?.message).toContain(sentence);
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

test.each(['', '5', '-1s', '1.5s', '1h', 's', '1s1m'])('durationMs: not %j', (text) => {
  expect(durationMs(text)).toBeUndefined();
});
