import type { Printed } from '../../src/guide/model.ts';
import { type Judged, type Judgement, judge } from './judge.ts';
import { isLasting } from './lasting.ts';

/**
 * The printed outputs that count on the target, any one of which is accepted; none: the exit status is all
 * that is judged.
 */
export type AnyJudgement = Omit<Judgement, 'printed'> & { readonly printed: readonly Printed[] };

export interface AnyJudged extends Judged {
  /** The printed output that accepts it. */
  readonly accepting?: Printed;
  /** It does not match, and neither will a later answer to the same question. */
  readonly lasting: boolean;
}

/** Judges against each printed output in turn: the first that matches, else what the first found. */
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
