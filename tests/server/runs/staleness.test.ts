import { expect, test } from 'vitest';
import { Staleness } from '../../../runner/server/runs/staleness.ts';
import type { Guide } from '../../../src/guide/model.ts';
import { parseGuide } from '../../../src/guide/parse-guide.ts';
import { fence } from '../../support/guides/guide-text.ts';

function guideOf(...fences: string[]): Guide {
  const { guide, problems } = parseGuide(`---\ntitle: T\n---\n${fences.join('\n\n')}\n`, {
    file: 'g.mdx',
    name: 'g',
  });
  expect(problems).toEqual([]);
  return guide;
}

const fences = [
  fence('$ export A=1', 'id=set'),
  fence('$ echo $A\n1', 'id=use'),
  fence('$ export B=$A', 'id=more'),
  fence('$ echo $B\n1', 'id=last'),
  fence('$ echo alone\nalone', 'id=alone'),
];
const guide = guideOf(...fences);

function passAll(staleness: Staleness, of: Guide = guide): void {
  for (const step of of.steps) staleness.ended(step, 'passed');
}

const stepOf = (id: string, of = guide) => of.steps.find((step) => step.id === id)!;

test('Staleness: steps that passed in order are not stale', () => {
  const staleness = new Staleness();
  passAll(staleness);
  expect(staleness.stale(guide)).toEqual({});
});

test('Staleness: a step that ran again makes the steps that need it stale, until they run again', () => {
  const staleness = new Staleness();
  passAll(staleness);
  staleness.ended(stepOf('set'), 'passed');
  expect(staleness.stale(guide)).toEqual({
    use: 'It needs set, which ran again since.',
    more: 'It needs set, which ran again since.',
    last: 'It needs more, which is stale.',
  });
  staleness.ended(stepOf('more'), 'passed');
  expect(Object.keys(staleness.stale(guide))).toEqual(['use', 'last']);
  staleness.ended(stepOf('use'), 'passed');
  staleness.ended(stepOf('last'), 'passed');
  expect(staleness.stale(guide)).toEqual({});
});

test('Staleness: running a step again that only reads makes nothing stale', () => {
  const staleness = new Staleness();
  passAll(staleness);
  staleness.ended(stepOf('use'), 'passed');
  staleness.ended(stepOf('alone'), 'passed');
  expect(staleness.stale(guide)).toEqual({});
});

test('Staleness: a changed text makes a step stale, and the old text undoes that', () => {
  const staleness = new Staleness();
  passAll(staleness);
  const changed = guideOf(...fences.slice(0, 4), fence('$ echo alone\nother', 'id=alone'));
  expect(staleness.stale(changed)).toEqual({ alone: 'Its text changed since it ran.' });
  expect(staleness.stale(guide)).toEqual({});
});

test('Staleness: a lost step is stale for the given reason until it passes again', () => {
  const staleness = new Staleness();
  passAll(staleness);
  staleness.lose(['more'], 'The shell ended.');
  expect(staleness.stale(guide)).toEqual({
    more: 'The shell ended.',
    last: 'It needs more, which is stale.',
  });
  staleness.ended(stepOf('more'), 'passed');
  expect(staleness.stale(guide)).toEqual({ last: 'It needs more, which ran again since.' });
});

test('Staleness: only passed steps are stale, and staleIfChanged returns a change once', () => {
  const staleness = new Staleness();
  staleness.ended(stepOf('set'), 'passed');
  staleness.ended(stepOf('use'), 'differs');
  staleness.ended(stepOf('set'), 'passed');
  expect(staleness.staleIfChanged(guide)).toBeUndefined();
  staleness.lose(['set'], 'Gone.');
  expect(staleness.staleIfChanged(guide)).toEqual({ set: 'Gone.' });
  expect(staleness.staleIfChanged(guide)).toBeUndefined();
});

test('Staleness: checking a step makes no step stale, unless the check sets a variable', () => {
  const of = guideOf(fence('$ touch x\n$ ls x\nx', 'id=make role=setup'), ...fences);
  const staleness = new Staleness();
  passAll(staleness, of);
  staleness.ended(stepOf('make', of), 'passed', { checked: true });
  expect(staleness.stale(of)).toEqual({});
  staleness.ended(stepOf('set', of), 'passed', { checked: true });
  expect(Object.keys(staleness.stale(of))).toEqual(['use', 'more', 'last']);
});

test('Staleness: a step whose objects are gone is stale, until they are back', () => {
  const staleness = new Staleness();
  passAll(staleness);
  staleness.setGone(new Map([['set', 'It made Service a, which is not in the cluster any more.']]));
  expect(staleness.stale(guide)['set']).toBe('It made Service a, which is not in the cluster any more.');
  expect(staleness.stale(guide)['use']).toBe('It needs set, which is stale.');
  staleness.setGone(new Map());
  expect(staleness.stale(guide)).toEqual({});
});
