import type { Expectation, Guide, Step, TargetVersions } from '../../src/guide/model.ts';
import type { Bindings } from '../../src/guide/outcome.ts';
import { printedFor } from '../../src/guide/printed-for.ts';
import type { Report } from '../../src/guide/report.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { literalsOfGuide } from '../match/index.ts';
import { realOutputOf } from '../output/real-output.ts';
import {
  blessOutput,
  type CommandRun,
  differencesOf,
  type Expected,
  judgeRun,
  proposeElisions,
} from './bless-output.ts';
import { editPage } from './edit-page.ts';

/** A message for the author, with a line of the guide's unchanged text. */
export interface Note {
  readonly line: number;
  readonly step: string;
  readonly text: string;
}

/** One printed output of the guide. */
interface Place {
  readonly step: Step;
  /** 0-based position of the command in its step, and of the printed output in its expectation. */
  readonly command: number;
  readonly variant: number;
  readonly expectation: Expectation;
}

/** A printed output that was rewritten. */
interface Rewritten {
  readonly lines: readonly string[];
  /** Whether the rewritten lines have new elisions, because two runs disagree. */
  readonly isProposal: boolean;
  readonly note: Note;
}

/** Rewrites the printed outputs of one guide for the outputs of its passes. */
export class Blessing {
  readonly #guide: Guide;
  readonly #literals: ReadonlySet<string>;
  readonly #rewritten = new Map<string, Rewritten>();
  readonly #refused = new Map<string, Note>();
  #text: string;

  constructor(source: string, guide: Guide) {
    this.#text = source;
    this.#guide = guide;
    this.#literals = literalsOfGuide(guide);
  }

  /** The guide's text after the replays so far. */
  get text(): string {
    return this.#text;
  }

  /** The printed outputs that were rewritten so far. */
  get rewritten(): readonly Rewritten[] {
    return [...this.#rewritten.values()];
  }

  /** The printed outputs that the last replay could not rewrite. */
  get refusals(): readonly Note[] {
    return [...this.#refused.values()];
  }

  /** Replays all passes once. Returns whether a printed output changed. */
  replay(reports: readonly Report[]): boolean {
    const before = this.#text;
    const earlier = new EarlierRuns();
    this.#refused.clear();
    for (const { steps, versions } of reports) {
      let bindings: Bindings = {};
      for (const result of steps) {
        const step = this.#guide.steps.find(({ id }) => id === result.step);
        if (step) bindings = this.#replayStep(step, result, { versions, bindings, earlier });
      }
    }
    return this.#text !== before;
  }

  /** The bindings after the step. They are as before when the step does not pass. */
  #replayStep(
    step: Step,
    { commands }: StepResult,
    pass: {
      readonly versions: TargetVersions;
      readonly bindings: Bindings;
      readonly earlier: EarlierRuns;
    },
  ): Bindings {
    let { bindings } = pass;
    for (const [command, result] of commands.entries()) {
      const { verdict, exit } = result;
      const expectation = step.commands[command]?.expectation;
      if (!expectation || exit === undefined || (verdict !== 'passed' && verdict !== 'differs'))
        return pass.bindings;
      const places = printedFor(expectation, pass.versions).map((printed): Place => {
        const variant = expectation.printed.indexOf(printed);
        return { step, command, variant, expectation };
      });
      if (places.length === 0) continue;
      const { text, secrets } = realOutputOf(result);
      const after = this.#replayOutput(places, { actual: text, secrets, exit, bindings }, pass.earlier);
      if (after === undefined) return pass.bindings;
      bindings = after;
    }
    return bindings;
  }

  /**
   * The bindings after the output, or undefined when no rewriting makes it match. If none of several printed
   * outputs matches, the first one is rewritten.
   */
  #replayOutput(places: readonly Place[], run: CommandRun, earlier: EarlierRuns): Bindings | undefined {
    for (const place of places) {
      const judged = judgeRun(this.#expected(place), run);
      if (!judged.matches) continue;
      earlier.add(place, run);
      return judged.bindings;
    }
    const place = places[0]!;
    const rewritten = this.#rewrite(place, [...earlier.of(place), run]);
    if ('why' in rewritten) {
      this.#refused.set(keyOf(place), { ...noteOf(place), text: rewritten.why });
      return undefined;
    }
    this.#rewritten.set(keyOf(place), rewritten);
    earlier.add(place, run);
    return judgeRun(this.#expected(place), run).bindings;
  }

  /**
   * Rewrites one printed output for the last run, or with elisions where it and earlier runs
   * disagree.
   */
  #rewrite(place: Place, runs: readonly CommandRun[]): Rewritten | { readonly why: string } {
    const [expected, last] = [this.#expected(place), runs.at(-1)!];
    const differences = differencesOf(expected, last);
    const known = this.#rewritten.get(keyOf(place));
    const real = blessOutput(expected, last);
    const isProposal =
      known?.isProposal === true ||
      ('lines' in real && !runs.every((each) => judgeRun(withLines(expected, real.lines), each).matches));
    const blessed = isProposal ? proposeElisions(expected, runs) : real;
    if ('why' in blessed) return { why: `${differences[0]}. ${blessed.why}` };
    const edited = editPage(this.#text, {
      step: place.step.id,
      command: place.command,
      variant: place.variant,
      lines: blessed.lines,
    });
    if (edited === undefined) return { why: `${differences[0]}. ${whyNotInFence(blessed.lines)}` };
    this.#text = edited;
    const text = isProposal
      ? `two runs disagree: ${differences.join('; ')}`
      : (known?.note.text ?? differences.join('; '));
    return { lines: blessed.lines, isProposal, note: { ...noteOf(place), text } };
  }

  #expected(place: Place): Expected {
    const { mode, exit, printed } = place.expectation;
    const original = printed[place.variant]!;
    const lines = this.#rewritten.get(keyOf(place))?.lines ?? original.lines;
    return { mode, expectExit: exit, printed: { ...original, lines }, literals: this.#literals };
  }
}

/** The runs of one replay that each printed output matches, in order. */
class EarlierRuns {
  readonly #runs = new Map<string, CommandRun[]>();

  of(place: Place): readonly CommandRun[] {
    return this.#runs.get(keyOf(place)) ?? [];
  }

  add(place: Place, run: CommandRun): void {
    this.#runs.set(keyOf(place), [...this.of(place), run]);
  }
}

function keyOf({ step, command, variant }: Place): string {
  return `${step.id}/${command}/${variant}`;
}

function noteOf({ step, expectation, variant }: Place): Omit<Note, 'text'> {
  return { line: expectation.printed[variant]!.line, step: step.id };
}

function withLines(expected: Expected, lines: readonly string[]): Expected {
  return { ...expected, printed: { ...expected.printed, lines } };
}

function whyNotInFence(lines: readonly string[]): string {
  const prompt = lines.find((line) => line.startsWith('$ '));
  if (prompt !== undefined)
    return (
      `An output line begins with a prompt, ${JSON.stringify(prompt)}, which in a fence starts a ` +
      'command. Print it in an `output` fence.'
    );
  return (
    'A fence of this page cannot hold that output: a line of it would end the fence, or is not plain ' +
    'text. Print only a part of it.'
  );
}
