import type { Guide } from '../../src/guide/model.ts';
import type { Warning } from '../../src/guide/problem.ts';

/** Finds one kind of mistake that authors make in guides without problems. */
export type Rule = (guide: Guide) => readonly Found[];

/** A warning about the guide; its file is known to the caller. */
export type Found = Omit<Warning, 'file'>;
