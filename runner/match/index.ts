/**
 * The matcher: compares what a command showed with what the page prints. Pure; everything it says is data.
 *
 *     printed, actual ─normalise▶ lines ─table▶ rows ─pattern▶ values and elisions ─search▶ bindings, or
 *     ─explain▶ reasons
 */
export { allowanceFor } from './allowance.ts';
export { describe } from './describe.ts';
export { type Judged, type Judgement, judge } from './judge.ts';
export { type AnyJudged, judgeAny } from './judge-any.ts';
export { isLasting, whyLasting } from './lasting.ts';
export { literalsOf, literalsOfGuide } from './literals.ts';
export { linesOf, withoutColour } from './normalise.ts';
export type { Allowance } from './pattern-allowance.ts';
export { type Hole, problemsOf } from './problems.ts';
export { type RenderOptions, renderComparison } from './render.ts';
export { shownComparison } from './shown-comparison.ts';
