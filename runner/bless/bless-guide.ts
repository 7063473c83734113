import type { Guide } from '../../src/guide/model.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import type { Report } from '../../src/guide/report.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { Blessing, type Note } from './blessing.ts';

export interface BlessedGuide {
  /** The guide's text. If nothing had to change, these are the same bytes. */
  readonly text: string;
  /** The printed outputs that were rewritten after a run, each with the reason. */
  readonly changes: readonly Note[];
  /** New elisions, where runs disagree. A person should look at them. */
  readonly proposals: readonly Note[];
  /** The printed outputs that could not be made true, each with what to do. */
  readonly refusals: readonly Note[];
}

/** A change for a later run may break the match with an earlier one, so we replay until nothing changes. */
const replaysAtMost = 4;

/**
 * Makes a guide's text true for the real outputs of one or more passes, given in the order of the runs. Each
 * pass is replayed in page order with its own bindings, as in a session. Commands that did not run change
 * nothing.
 */
export function blessGuide(source: string, guideFile: string, reports: readonly Report[]): BlessedGuide {
  const { guide } = parseGuide(source, { file: guideFile, name: guideFile });
  const blessing = new Blessing(source, guide);
  for (let replay = 0; replay < replaysAtMost && blessing.replay(reports); replay += 1);
  const { text, rewritten, refusals } = blessing;
  const notesOf = (isProposal: boolean) =>
    byLine(rewritten.filter((each) => each.isProposal === isProposal).map(({ note }) => note));
  return {
    text,
    changes: notesOf(false),
    proposals: notesOf(true),
    refusals: byLine([...refusals, ...failures(guide, reports)]),
  };
}

function byLine(notes: readonly Note[]): Note[] {
  return notes.toSorted((a, b) => a.line - b.line);
}

/**
 * The failures that no change of the printed text can fix, such as an unexpected exit status. Only the last
 * report of each pass counts.
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
