/**
 * The matcher: compares what a command showed with what the page prints. Pure; everything it says is data.
 *
 *     printed, actual ─normalise▶ lines ─table▶ rows ─pattern▶ values and elisions ─search▶ bindings, or ─explain▶ reasons
 */
export { describe } from './describe.ts';
export { type Judged, type Judgement, judge } from './judge.ts';
export { literalsOf } from './literals.ts';
export { type Hole, problemsOf } from './problems.ts';
export { type RenderOptions, renderComparison } from './render.ts';
