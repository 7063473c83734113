import type { Allowance } from '../explain/pattern-allowance.ts';
import type { Answer, Question } from '../question.ts';
import type { Candidates, RewriteTask } from '../rewrite/candidates.ts';
import type { Hole } from '../text/holes.ts';
import type { Notation } from './notation.ts';

/**
 * Everything that is known about one way to compare printed text with an output, such as `match=table`.
 * A new mode is a file in this folder, a line in `modes.ts`, and its name in `matchModes` of the guide model.
 */
export interface Mode {
  /** Compares an output with printed lines that have no holes. Never throws, whatever the output holds. */
  readonly judge: (question: Question) => Answer;
  /**
   * The faults of printed lines that are not all blank.
   * @param firstLine 1-based line in the guide file of the first printed line
   */
  readonly holes: (lines: readonly string[], firstLine: number) => readonly Hole[];
  /**
   * The part of the page that accepts the difference between two matching outputs: that of the question, and
   * `other`. Undefined when the mode cannot name it.
   */
  readonly allowance: (question: Question, other: string) => Allowance | undefined;
  /** New printed lines for an output that differs. The caller proves each candidate with `judge`. */
  readonly blessCandidates: (task: RewriteTask) => Candidates;
  /** The output as lines, in the form in which this mode compares it. */
  readonly comparedLines: (output: string) => readonly string[];
  readonly notation: Notation;
  /**
   * A command may have no printed output; then only its exit status is judged. If this field is absent, a
   * missing output is a hole.
   */
  readonly printedIsOptional?: true;
}
