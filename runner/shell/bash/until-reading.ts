import { setTimeout as pause } from 'node:timers/promises';
import { answerWaitMs, mostQuestions } from '../../limits.ts';
import { killLine } from '../input/keys.ts';
import type { TerminalInput } from '../input/terminal-input.ts';
import type { Answers } from './answers.ts';
import type { CommandPipe } from './command-pipe.ts';
import { newMark } from './mark.ts';

interface Asking {
  readonly pipe: CommandPipe;
  readonly input: TerminalInput;
  readonly answers: Answers;
  readonly isAlive: () => boolean;
  /** Whether Ctrl-C was typed to the terminal, which may then send the signal a moment later. */
  readonly isInterruptTyped: boolean;
}

/**
 * Repeats a question to bash until bash answers. After the answer, bash reads the next line whole. Before the
 * answer, it may print a new line for an interrupt, or an error about a part of a question. Returns the text
 * that the terminal showed after the answer.
 */
export async function untilReading({
  pipe,
  input,
  answers,
  isAlive,
  isInterruptTyped,
}: Asking): Promise<string> {
  for (let question = 1; question <= mostQuestions && isAlive(); question += 1) {
    const mark = newMark();
    const answer = answers.to(mark);
    if (isInterruptTyped) input.push(`${killLine}${mark}\n`);
    pipe.write(`{ \\__guiderail_here${isInterruptTyped ? ' typed' : ''}; } >&- 2>&- 3<<<${mark}\n`);
    // Each wait is longer than the last, so that bash can catch up while it waits for typed text.
    const found = await Promise.race([answer, pause(answerWaitMs * question, undefined)]);
    if (found) return found.after;
  }
  return '';
}
