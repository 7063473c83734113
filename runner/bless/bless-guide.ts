import type { Expectation, Guide, Step, TargetVersions } from '../../src/guide/model.ts';
import type { Bindings } from '../../src/guide/outcome.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { printedFor } from '../../src/guide/printed-for.ts';
import type { Report } from '../../src/guide/report.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { literalsOfGuide } from '../match/index.ts';
import { realOutputOf } from '../output/real-output.ts';
import {
  blessOutput,
  differencesOf,
  type Expected,
  judgeShowing,
  proposeElisions,
  type Showing,
} from './bless-output.ts';
import { editPage } from './edit-page.ts';

/** A note for the author, at a line of the guide as it was. */
export interface Note {
  readonly line: number;
  readonly step: string;
  readonly text: string;
}

export interface BlessedGuide {
  /** The guide's text; the very same bytes where nothing had to change. */
  readonly text: string;
  /** What was rewritten after a run, and why. */
  readonly changes: readonly Note[];
  /** Elisions put where runs disagree: for a person to look at. */
  readonly proposals: readonly Note[];
  /** What could not be made true, and what to do. */
  readonly refusals: readonly Note[];
}

/** Replays until nothing changes any more: what a later run changes is asked of the earlier ones again. */
const replaysAtMost = 4;

/**
 * A guide's text made true for the real outputs of one or more passes, given in the order they were made.
 * Each pass is replayed in page order with its own bindings, as a session does; commands that did not run say
 * nothing.
 */
export function blessGuide(source: string, guideFile: string, reports: readonly Report[]): BlessedGuide {
  const { guide } = parseGuide(source, { file: guideFile, name: guideFile });
  const blessing = new Blessing(source, guide);
  for (let replay = 0; replay < replaysAtMost && blessing.replay(reports); replay += 1);
  return blessing.result(failures(guide, reports));
}

/** One printed output of the guide. */
interface Place {
  readonly step: Step;
  /** 0-based position of the command in its step, and of the printed output in its expectation. */
  readonly command: number;
  readonly variant: number;
  readonly expectation: Expectation;
}

interface Kept {
  readonly lines: readonly string[];
  readonly isProposal: boolean;
  readonly note: Note;
}

class Blessing {
  readonly #guide: Guide;
  readonly #literals: ReadonlySet<string>;
  readonly #kept = new Map<string, Kept>();
  readonly #refused = new Map<string, Note>();
  #text: string;

  constructor(source: string, guide: Guide) {
    this.#text = source;
    this.#guide = guide;
    this.#literals = literalsOfGuide(guide);
  }

  /** Goes through all passes once; whether anything printed changed. */
  replay(reports: readonly Report[]): boolean {
    const before = this.#text;
    const earlier = new Earlier();
    this.#refused.clear();
    for (const { steps, versions } of reports) {
      let bindings: Bindings = {};
      for (const result of steps) {
        const step = this.#guide.steps.find(({ id }) => id === result.step);
        if (step) bindings = this.#replayStep(step, result, versions, bindings, earlier);
      }
    }
    return this.#text !== before;
  }

  result(failed: readonly Note[]): BlessedGuide {
    const kept = [...this.#kept.values()];
    return {
      text: this.#text,
      changes: byLine(kept.filter(({ isProposal }) => !isProposal).map(({ note }) => note)),
      proposals: byLine(kept.filter(({ isProposal }) => isProposal).map(({ note }) => note)),
      refusals: byLine([...this.#refused.values(), ...failed]),
    };
  }

  /** The bindings after the step: as before when it does not pass. */
  #replayStep(
    step: Step,
    { commands }: StepResult,
    versions: TargetVersions,
    before: Bindings,
    earlier: Earlier,
  ): Bindings {
    let bindings = before;
    for (const [command, result] of commands.entries()) {
      const { verdict, exit } = result;
      const expectation = step.commands[command]?.expectation;
      if (!expectation || exit === undefined || (verdict !== 'passed' && verdict !== 'differs'))
        return before;
      const counting = printedFor(expectation, versions).map((printed) =>
        expectation.printed.indexOf(printed),
      );
      if (counting.length === 0) continue;
      const places = counting.map((variant): Place => ({ step, command, variant, expectation }));
      const { text, secrets } = realOutputOf(result);
      const after = this.#replayOutput(places, { actual: text, secrets, exit, bindings }, earlier);
      if (after === undefined) return before;
      bindings = after;
    }
    return bindings;
  }

  /**
   * The bindings after the output, or undefined when the page cannot be made true for it. Of several printed
   * ones the first is rewritten.
   */
  #replayOutput(places: readonly Place[], showing: Showing, earlier: Earlier): Bindings | undefined {
    for (const place of places) {
      const judged = judgeShowing(this.#expected(place), showing);
      if (!judged.matches) continue;
      earlier.add(place, showing);
      return judged.bindings;
    }
    const place = places[0]!;
    const showings = [...earlier.of(place), showing];
    const kept = this.#bless(place, showings);
    if ('why' in kept) {
      this.#refused.set(keyOf(place), { ...noteOf(place), text: kept.why });
      return undefined;
    }
    this.#kept.set(keyOf(place), kept);
    earlier.add(place, showing);
    return judgeShowing(this.#expected(place), showing).bindings;
  }

  /**
   * Rewrites one printed output: for the last showing, or with elisions where it and the earlier ones
   * disagree.
   */
  #bless(place: Place, showings: readonly Showing[]): Kept | { readonly why: string } {
    const [expected, last] = [this.#expected(place), showings.at(-1)!];
    const differences = differencesOf(expected, last);
    const known = this.#kept.get(keyOf(place));
    const plain = blessOutput(expected, last);
    const isProposal =
      known?.isProposal === true ||
      ('lines' in plain &&
        !showings.every((each) => judgeShowing(withLines(expected, plain.lines), each).matches));
    const blessed = isProposal ? proposeElisions(expected, showings) : plain;
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
    const written = printed[place.variant]!;
    const lines = this.#kept.get(keyOf(place))?.lines ?? written.lines;
    return { mode, expectExit: exit, printed: { ...written, lines }, literals: this.#literals };
  }
}

/** The outputs that each printed one was found or made true for. */
class Earlier {
  readonly #showings = new Map<string, Showing[]>();

  of(place: Place): readonly Showing[] {
    return this.#showings.get(keyOf(place)) ?? [];
  }

  add(place: Place, showing: Showing): void {
    this.#showings.set(keyOf(place), [...this.of(place), showing]);
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

function byLine(notes: readonly Note[]): Note[] {
  return notes.toSorted((a, b) => a.line - b.line);
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

/**
 * The failures in the last report of each pass that no change of the printed text can fix, such as an
 * unexpected exit status.
 */
function failures(guide: Guide, reports: readonly Report[]): Note[] {
  const last = new Map(reports.map((report) => [JSON.stringify(report.choices), report]));
  const notes = [...last.values()].flatMap(({ steps, error }) => [
    ...(error === undefined ? [] : [{ line: 1, step: guide.name, text: error }]),
    ...steps.flatMap((result) => failureOf(guide, result)),
  ]);
  return [...new Map(notes.map((note) => [`${note.line} ${note.text}`, note])).values()];
}

function failureOf(guide: Guide, { step, verdict, message, next, commands }: StepResult): Note[] {
  if (verdict === 'passed' || verdict === 'differs') return [];
  const bad = commands.find((command) => command.verdict === verdict);
  const line = bad?.line ?? guide.steps.find(({ id }) => id === step)?.line ?? 1;
  if (verdict === 'failed' && bad?.exit !== undefined)
    return [
      {
        line,
        step,
        text:
          `${bad?.sentences[0] ?? message}. bless changes no expected exit status: fix the command, or ` +
          `write exit=${bad.exit}.`,
      },
    ];
  if (verdict === 'skipped')
    return bad || message?.startsWith('It needs')
      ? [{ line, step, text: bad ? `${message}` : `not run: ${message}` }]
      : [];
  return [{ line, step, text: [message, next].filter(Boolean).join(' ') || verdict }];
}
