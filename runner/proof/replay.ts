import type { Command, Guide, Step } from '../../src/guide/model.ts';
import { whySkipped } from '../../src/guide/needs.ts';
import type { Bindings } from '../../src/guide/outcome.ts';
import { passesOf, stepsOfPass } from '../../src/guide/passes.ts';
import { printedFor } from '../../src/guide/printed-for.ts';
import type { Recording } from '../../src/guide/report.ts';
import { mask } from '../../src/guide/text/mask.ts';
import { type Judged, literalsOfGuide, modeOf } from '../match/index.ts';
import { redacted } from '../output/secrets/redact.ts';
import { judgedAs, type Verified } from './prove.ts';

/** A command of a guide with its recorded output, or a step that has none. */
export type Replayed =
  | { readonly found: 'match'; readonly step: Step; readonly command: Command; readonly verified: Verified }
  /** The recorded output does not match the page. */
  | { readonly found: 'mismatch'; readonly step: Step; readonly command: Command; readonly judged: Judged }
  /** The recorded output has masks in place of the secrets that were compared. */
  | { readonly found: 'masked'; readonly step: Step; readonly command: Command }
  /** There is no recorded output of the step, or only of an older text of it. */
  | { readonly found: 'unrecorded' | 'older'; readonly step: Step }
  /** The step never runs on the recorded versions. `why` is a sentence. */
  | { readonly found: 'skipped'; readonly step: Step; readonly why: string };

/**
 * Judges the recorded outputs as their sessions did: pass by pass, in page order, each with the bindings of
 * the commands before it. A recording keeps each step only for the first pass that includes it. The real
 * values of a later pass are different, so only steps that no earlier pass has are replayed.
 */
export function replay(guide: Guide, recording: Recording): Replayed[] {
  const literals = literalsOfGuide(guide);
  const seen = new Set<Step>();
  return passesOf(guide).flatMap((choices) => {
    const steps = stepsOfPass(guide, choices).filter((step) => !seen.has(step));
    for (const step of steps) seen.add(step);
    let bindings: Bindings = {};
    return steps.flatMap((step): Replayed[] => {
      const why = whySkipped(step, recording.versions);
      if (why !== undefined) return [{ found: 'skipped', step, why }];
      const recorded = recording.steps[step.id];
      if (recorded?.hash !== step.hash || recorded.commands.length !== step.commands.length)
        return [{ found: recorded ? 'older' : 'unrecorded', step }];
      return step.commands.map((command, at): Replayed => {
        const { output, exit } = recorded.commands[at]!;
        const verified: Verified = {
          expectation: command.expectation,
          printed: printedFor(command.expectation, recording.versions),
          output,
          exit,
          bindings,
          literals,
        };
        const maskedToo = withMasks(verified);
        const accepted = [verified, ...(maskedToo ? [maskedToo] : [])].find(
          (each) => judgedAs(each, output).matches,
        );
        if (accepted) {
          bindings = judgedAs(accepted, output).bindings;
          return { found: 'match', step, command, verified: accepted };
        }
        return output.includes(mask)
          ? { found: 'masked', step, command }
          : { found: 'mismatch', step, command, judged: judgedAs(verified, output) };
      });
    });
  });
}

/**
 * The same output, with the secrets of the page masked as in the recording. Undefined when nothing is masked,
 * and for patterns, in which the characters of a mask have another meaning.
 */
function withMasks(verified: Verified): Verified | undefined {
  if (!verified.output.includes(mask) || modeOf(verified.expectation.mode)?.notation.isPattern)
    return undefined;
  return {
    ...verified,
    printed: verified.printed.map((each) => ({
      ...each,
      lines: redacted(each.lines.join('\n'), []).split('\n'),
    })),
  };
}
