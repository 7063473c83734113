import { escape } from '../../../src/guide/text/control-sequences.ts';
import { markStart, newMark } from '../bash/mark.ts';

/** Bash's report that a command has ended. */
export interface CommandEnd {
  /** `undefined`: an interrupt discarded the report with the exit status. */
  readonly exit: number | undefined;
  /** Whether bash shows each command before it runs it (`set -x`). */
  readonly traces: boolean;
  /** Whether the command left the terminal in raw mode: then the terminal does not return the carriage. */
  readonly isRaw: boolean;
  /** The text after the report. */
  readonly after: string;
}

/** Finds the end of one command in the text of the terminal, in chunks cut anywhere. */
export class EndReader {
  /** Bash prints this mark with the exit status when the command has ended. */
  readonly mark = newMark();
  /** Bash prints this mark instead if an interrupt discarded the first report. */
  readonly lostMark = newMark();
  /** The last characters, while they may be the beginning of a report. */
  #held = '';

  /** Returns the output of the command in `text`, and its end if that has come. */
  push(text: string): { readonly output: string; readonly end?: CommandEnd } {
    const whole = this.#held + text;
    for (let at = whole.indexOf(markStart); at >= 0; at = whole.indexOf(markStart, at + 1)) {
      report.lastIndex = at + markStart.length;
      const [, mark, exit, flags = '', carriageReturn] = report.exec(whole) ?? [];
      if (mark !== this.mark && mark !== this.lostMark) continue;
      this.#held = '';
      const end: CommandEnd = {
        exit: mark === this.mark ? Number(exit) : undefined,
        traces: flags.includes('x'),
        isRaw: carriageReturn === '',
        after: whole.slice(report.lastIndex),
      };
      return { output: whole.slice(0, at), end };
    }
    const start = whole.lastIndexOf(escape);
    const keep = start >= 0 && this.#mayBecomeReport(whole.slice(start)) ? start : whole.length;
    this.#held = whole.slice(keep);
    return { output: whole.slice(0, keep) };
  }

  /** Returns the characters that are held back, if no end comes any more. */
  rest(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }

  /** Whether a text that begins with an escape character may be the beginning of a report. */
  #mayBecomeReport(text: string): boolean {
    const rest = text.slice(markStart.length);
    if (rest === '') return markStart.startsWith(text);
    if (!text.startsWith(markStart) || rest.length > longestReport) return false;
    return [this.mark, this.lostMark].some(
      (mark) => mark.startsWith(rest) || (rest.startsWith(mark) && !rest.includes('\n')),
    );
  }
}

/** A report after the start of its mark: the mark, the exit status, bash's flags and the line end. */
const report = /([0-9a-f]+) (\d+) (\w*)\u0007(\r?)\n/y;
/** The longest possible report, in characters. */
const longestReport = 100;
