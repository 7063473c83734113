import type { Command, Guide } from '../../src/guide/model.ts';
import type { Recording } from '../../src/guide/report.ts';
import type { Judged } from '../match/index.ts';
import { type Proof, prove } from './prove.ts';
import { replay } from './replay.ts';

/** The result of trying corruptions of a guide's recorded outputs against the guide's expectations. */
export interface GuideProof {
  readonly file: string;
  readonly proofs: readonly { readonly command: Command; readonly proof: Proof }[];
  /**
   * The number of commands without printed output or with match=none, of which only the exit status is
   * judged.
   */
  readonly exitStatusOnly: number;
  /** Steps without a recorded output for their current text. */
  readonly unrecorded: readonly Unrecorded[];
  /** Steps that never run on the recorded versions. */
  readonly skipped: readonly { readonly step: string; readonly line: number; readonly why: string }[];
  /** Commands whose recorded output has masks in place of the secrets that were compared. */
  readonly masked: readonly { readonly step: string; readonly line: number }[];
  /** Commands whose recorded output does not match the page. */
  readonly mismatches: readonly { readonly command: Command; readonly judged: Judged }[];
}

/** `isOlder`: the recorded output belongs to an older text of the step. */
export interface Unrecorded {
  readonly step: string;
  readonly line: number;
  readonly isOlder: boolean;
}

/** Tries the corruptions of each recorded output that still matches. */
export function proveGuide(guide: Guide, recording: Recording): GuideProof {
  const replayed = replay(guide, recording);
  const matched = replayed.filter((each) => each.found === 'match');
  const isCompared = (command: Command) =>
    command.expectation.mode !== 'none' && command.expectation.printed.length > 0;
  return {
    file: guide.file,
    proofs: matched
      .filter(({ command }) => isCompared(command))
      .map(({ command, verified }) => ({ command, proof: prove(verified) })),
    exitStatusOnly: matched.filter(({ command }) => !isCompared(command)).length,
    unrecorded: replayed.flatMap(({ found, step }) =>
      found === 'unrecorded' || found === 'older'
        ? [{ step: step.id, line: step.line, isOlder: found === 'older' }]
        : [],
    ),
    skipped: replayed.flatMap((each) =>
      each.found === 'skipped' ? [{ step: each.step.id, line: each.step.line, why: each.why }] : [],
    ),
    masked: replayed.flatMap((each) =>
      each.found === 'masked' ? [{ step: each.step.id, line: each.command.line }] : [],
    ),
    mismatches: replayed.flatMap((each) =>
      each.found === 'mismatch' ? [{ command: each.command, judged: each.judged }] : [],
    ),
  };
}

/** The numbers of corruptions that were caught and tried, over all expectations with printed output. */
export function scoreOf({ proofs }: GuideProof): { readonly caught: number; readonly tried: number } {
  const tried = proofs.reduce((sum, { proof }) => sum + proof.tried, 0);
  return { tried, caught: tried - proofs.reduce((sum, { proof }) => sum + proof.accepted.length, 0) };
}

/** The commands whose expectation accepts every corruption of its output. */
export function vacuousIn({ proofs }: GuideProof): readonly Command[] {
  return proofs
    .filter(({ proof }) => proof.tried > 0 && proof.accepted.length === proof.tried)
    .map(({ command }) => command);
}
