import { expect, test } from 'vitest';
import { missingNeeds, whySkipped } from '../../src/guide/needs.ts';
import { chosen, passesOf, plan, stepsOfPass } from '../../src/guide/passes.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

const { guide } = guideOf(
  [
    fence('$ export A=1', 'id=a1 choice=way:one'),
    fence('$ export A=2', 'id=a2 choice=way:two'),
    fence('$ echo $A', 'id=b'),
    fence('$ true', 'id=c choice=kind:x'),
    fence('$ true', 'id=d choice=kind:y'),
    fence('$ true', 'id=e choice=kind:z'),
    fence('$ true', 'id=old when="istio<1.21"'),
    fence('$ true', 'id=after needs=old'),
    fence('$ true', 'id=clean role=cleanup'),
    fence('$ true', 'id=last'),
  ].join('\n\n'),
);
const step = (id: string) => guide.steps.find((each) => each.id === id) as (typeof guide.steps)[number];
const ids = (steps: readonly { id: string }[]) => steps.map(({ id }) => id);
const versions = { istio: '1.31.1' };

test('passesOf: takes every value of every group, in as few passes as possible', () => {
  expect(passesOf(guide)).toEqual([
    { way: 'one', kind: 'x' },
    { way: 'two', kind: 'y' },
    { way: 'two', kind: 'z' },
  ]);
  expect(passesOf({ ...guide, steps: [step('b')] })).toEqual([{}]);
});

test('stepsOfPass: leaves out the steps of other values', () => {
  expect(ids(stepsOfPass(guide, { way: 'two', kind: 'y' }))).toEqual([
    'a2',
    'b',
    'd',
    'old',
    'after',
    'clean',
    'last',
  ]);
});

test('chosen: the wished value if the group has it, else the first value', () => {
  expect(chosen(guide, { way: 'two', kind: 'nothing', other: 'x' })).toEqual({ way: 'two', kind: 'x' });
});

test('plan: the steps for `only`, `to-here`, `from-here` and `all`', () => {
  const about = { choices: chosen(guide), holds: new Set(['a1']) };
  expect(ids(plan(guide, step('b'), 'only', about))).toEqual(['b']);
  expect(ids(plan(guide, step('a1'), 'check', about))).toEqual(['a1']);
  expect(ids(plan(guide, step('d'), 'to-here', about))).toEqual(['b', 'd']);
  expect(ids(plan(guide, step('a1'), 'to-here', about))).toEqual(['a1']);
  expect(ids(plan(guide, step('last'), 'to-here', about))).toEqual(['b', 'c', 'old', 'after', 'last']);
  expect(ids(plan(guide, step('last'), 'all', about))).toEqual(['b', 'c', 'old', 'after', 'clean', 'last']);
  expect(ids(plan(guide, step('after'), 'from-here', about))).toEqual(['after', 'clean', 'last']);
});

test('missingNeeds: accepts any value of a choice, and ignores skipped steps', () => {
  expect(ids(missingNeeds(guide, step('b'), new Set(), versions))).toEqual(['a1', 'a2']);
  expect(ids(missingNeeds(guide, step('b'), new Set(['a2']), versions))).toEqual([]);
  expect(ids(missingNeeds(guide, step('after'), new Set(), versions))).toEqual([]);
  expect(ids(missingNeeds(guide, step('after'), new Set(), { istio: '1.20.0' }))).toEqual(['old']);
});

test('whySkipped: gives the version range or the reason', () => {
  expect(whySkipped(step('old'), versions)).toBe('needs istio <1.21, the target has 1.31.1');
  expect(whySkipped(step('b'), versions)).toBeUndefined();
});
