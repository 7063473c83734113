import { expect, test } from 'vitest';
import { Standing } from '../../runner/engine/standing.ts';
import type { Guide } from '../../src/guide/model.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { fence } from '../support/guide-text.ts';

function guideOf(...fences: string[]): Guide {
  const { guide, problems } = parseGuide(`---\ntitle: T\n---\n${fences.join('\n\n')}\n`, { file: 'g.mdx', name: 'g' });
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

function passAll(standing: Standing, of: Guide = guide): void {
  for (const step of of.steps) standing.ended(step, 'passed');
}

const stepOf = (id: string, of = guide) => of.steps.find((step) => step.id === id)!;

test('Standing: what passed in order holds', () => {
  const standing = new Standing();
  passAll(standing);
  expect(standing.stale(guide)).toEqual({});
});

test('Standing: a step that ran again makes those that need it stale, and theirs; running them again makes them hold', () => {
  const standing = new Standing();
  passAll(standing);
  standing.ended(stepOf('set'), 'passed');
  expect(standing.stale(guide)).toEqual({
    use: 'It needs set, which ran again since.',
    more: 'It needs set, which ran again since.',
    last: 'It needs more, which is stale.',
  });
  standing.ended(stepOf('more'), 'passed');
  expect(Object.keys(standing.stale(guide))).toEqual(['use', 'last']);
  standing.ended(stepOf('use'), 'passed');
  standing.ended(stepOf('last'), 'passed');
  expect(standing.stale(guide)).toEqual({});
});

test('Standing: a step that only reads changes nothing by running again', () => {
  const standing = new Standing();
  passAll(standing);
  standing.ended(stepOf('use'), 'passed');
  standing.ended(stepOf('alone'), 'passed');
  expect(standing.stale(guide)).toEqual({});
});

test('Standing: another text makes stale, and the old text again undoes it', () => {
  const standing = new Standing();
  passAll(standing);
  const changed = guideOf(...fences.slice(0, 4), fence('$ echo alone\nother', 'id=alone'));
  expect(standing.stale(changed)).toEqual({ alone: 'Its text changed since it ran.' });
  expect(standing.stale(guide)).toEqual({});
});

test('Standing: what is lost is stale for the reason given, until it passes again', () => {
  const standing = new Standing();
  passAll(standing);
  standing.lose(['more'], 'The shell ended.');
  expect(standing.stale(guide)).toEqual({ more: 'The shell ended.', last: 'It needs more, which is stale.' });
  standing.ended(stepOf('more'), 'passed');
  expect(standing.stale(guide)).toEqual({ last: 'It needs more, which ran again since.' });
});

test('Standing: only what passed is stale, and news comes once', () => {
  const standing = new Standing();
  standing.ended(stepOf('set'), 'passed');
  standing.ended(stepOf('use'), 'differs');
  standing.ended(stepOf('set'), 'passed');
  expect(standing.news(guide)).toBeUndefined();
  standing.lose(['set'], 'Gone.');
  expect(standing.news(guide)).toEqual({ set: 'Gone.' });
  expect(standing.news(guide)).toBeUndefined();
});

test('Standing: checking a step makes nothing new, unless the check sets a variable', () => {
  const of = guideOf(fence('$ touch x\n$ ls x\nx', 'id=make role=setup'), ...fences);
  const standing = new Standing();
  passAll(standing, of);
  standing.ended(stepOf('make', of), 'passed', { checked: true });
  expect(standing.stale(of)).toEqual({});
  standing.ended(stepOf('set', of), 'passed', { checked: true });
  expect(Object.keys(standing.stale(of))).toEqual(['use', 'more', 'last']);
});

test('Standing: what is gone from the cluster is stale, and holds again when it is back', () => {
  const standing = new Standing();
  passAll(standing);
  standing.setGone(new Map([['set', 'It made Service a, which is not there any more.']]));
  expect(standing.stale(guide)['set']).toBe('It made Service a, which is not there any more.');
  expect(standing.stale(guide)['use']).toBe('It needs set, which is stale.');
  standing.setGone(new Map());
  expect(standing.stale(guide)).toEqual({});
});
