import type { Printed } from '../../src/guide/model.ts';
import { type Judged, type Judgement, judge } from './judge.ts';
import { isLasting } from './lasting.ts';

/**
 * `printed`: the printed outputs for the target's versions; the output must match one of them. If it is
 * empty, only the exit status is judged.
 */
export type AnyJudgement = Omit<Judgement, 'printed'> & { readonly printed: readonly Printed[] };

export interface AnyJudged extends Judged {
  /** The printed output that accepts the command's output. */
  readonly accepting?: Printed;
  /** Whether the output does not match, and no later output of the same command can. */
  readonly lasting: boolean;
}

/** The judgement by the first printed output that matches, or by the very first one if none matches. */
export function judgeAny({ printed, ...about }: AnyJudgement): AnyJudged {
  const first = judge({ ...about, printed: printed[0] });
  if (first.matches) return { ...first, ...(printed[0] && { accepting: printed[0] }), lasting: false };
  let lasting = isLasting(first, about.actual);
  for (const other of printed.slice(1)) {
    const judged = judge({ ...about, printed: other });
    if (judged.matches) return { ...judged, accepting: other, lasting: false };
    lasting &&= isLasting(judged, about.actual);
  }
  return { ...first, lasting };
}
