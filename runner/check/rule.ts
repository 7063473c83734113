import type { Guide } from '../../src/guide/model.ts';
import type { Warning } from '../../src/guide/problem.ts';

/** Finds one kind of probable mistake in a guide without problems. */
export type Rule = (guide: Guide) => readonly Found[];

/** A warning without its file, which the caller knows. */
export type Found = Omit<Warning, 'file'>;
