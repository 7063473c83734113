/**
 * The matcher: compares what a command showed with what the page prints. It is pure, and all its results are
 * data. Only this file is imported from outside the folder.
 *
 *     text/     normal form of lines, samples and elisions as patterns, search for a match with its bindings
 *     table/    tables in lines, and cells in rows
 *     explain/  why two texts differ, side by side and in sentences; why a match is accepted
 *     data/     JSON and YAML values
 *     rewrite/  the least change of printed text that makes it match
 *     modes/    one object for each `match=` mode, made of the above
 */

export type { Allowance } from './explain/pattern-allowance.ts';
export { describe } from './explain/render/describe.ts';
export { type RenderOptions, renderComparison } from './explain/render/render.ts';
export { shownComparison } from './explain/render/shown-comparison.ts';
export { type Judged, type Judgement, judge } from './judge.ts';
export { type AnyJudged, judgeAny } from './judge-any.ts';
export { isLasting, whyLasting } from './lasting.ts';
export type { Mode } from './modes/mode.ts';
export { modeOf } from './modes/modes.ts';
export { problemsOf } from './problems.ts';
export type { Fill } from './rewrite/candidates.ts';
export { misreading } from './rewrite/misreading.ts';
export type { Hole } from './text/holes.ts';
export { linesOf, withoutColour } from './text/normalise.ts';
export { literalsOf, literalsOfGuide } from './text/values/literals.ts';
