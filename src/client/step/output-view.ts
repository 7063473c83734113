import { stepUi } from '../../strings/step.ts';
import { element, show } from '../elements.ts';
import type { CommandState } from '../state/page-state.ts';
import { AnsiReader } from './ansi.ts';

/**
 * How many characters are written in one frame, so that much output does not block the page: the first value,
 * and the limits between which it is adapted to what the browser lays out in `frameMs`.
 */
const firstBudget = 8000;
const leastBudget = 2000;
const mostBudget = 16_000;
const frameMs = 8;
/** Lines in one block. The browser lays out only the last block and those in view. */
const blockLines = 100;

/** Shows the real output of one command in place of the expected output that the page prints. */
export class OutputView {
  #printed: HTMLElement | null;
  #box: HTMLElement;
  #text: HTMLPreElement;
  #block: HTMLElement | undefined;
  #linesInBlock = 0;
  #ansi = new AnsiReader();
  #shown = '';
  #written = 0;
  #budget = firstBudget;

  constructor(entry: HTMLElement, label: string) {
    this.#printed = entry.querySelector('[data-printed]');
    this.#text = element('pre', { tabindex: '0', role: 'group', 'aria-label': label });
    this.#box = element('div', { class: 'output', 'data-output': '', hidden: '' }, this.#text);
    entry.append(this.#box);
  }

  /** Shows the output of a command. Returns `true` if some text is left for the next frame. */
  update(command: CommandState | undefined, run: string): boolean {
    // A refused command did not run: the expected output stays.
    const started =
      command !== undefined &&
      (command.output !== '' || (command.result !== undefined && command.result.attempts > 0));
    if (this.#printed) show(this.#printed, !started);
    show(this.#box, started && (command.output !== '' || this.#printed !== null));
    const showing = command ? `${run} ${command.revision}` : '';
    if (showing !== this.#shown) this.#clear(showing);
    if (!command) return false;
    if (command.output !== '') this.#write(command);
    else if (started && !this.#text.hasChildNodes())
      this.#text.append(element('span', { class: 'quiet' }, stepUi.noOutput));
    return this.#written < command.output.length;
  }

  #write({ output, result }: CommandState): void {
    if (this.#written === output.length) return;
    const startedMs = performance.now();
    const follows = !result && this.#text.scrollTop + this.#text.clientHeight >= this.#text.scrollHeight - 4;
    const from = this.#written;
    const end = Math.min(output.length, from + this.#budget);
    while (this.#written < end) {
      const count = Math.max(1, blockLines - this.#linesInBlock);
      const until = endOfLines(output, { from: this.#written, count, end });
      this.#append(output.slice(this.#written, until.at), until.lines);
      this.#written = until.at;
    }
    // Reading the height makes the browser lay out the text, so that the measured time includes that.
    const { scrollHeight } = this.#text;
    if (follows) this.#text.scrollTop = scrollHeight;
    this.#learn(end - from, performance.now() - startedMs);
  }

  /** Adapts the budget to the time that the text took. The time of a short text is too inexact. */
  #learn(chars: number, tookMs: number): void {
    if (chars < leastBudget) return;
    const fitting = (chars * frameMs) / Math.max(tookMs, 1);
    this.#budget = Math.round(Math.min(mostBudget, Math.max(leastBudget, (this.#budget + fitting) / 2)));
  }

  #append(chunk: string, lines: number): void {
    if (!this.#block) {
      this.#block = element('span', { class: 'block' });
      this.#text.append(this.#block);
    }
    const spans = this.#ansi
      .read(chunk)
      .map(({ text, classes }) => (classes === '' ? text : element('span', { class: classes }, text)));
    this.#block.append(...spans);
    this.#linesInBlock += lines;
    if (this.#linesInBlock < blockLines) return;
    this.#block.classList.add('full');
    this.#block = undefined;
    this.#linesInBlock = 0;
  }

  #clear(showing: string): void {
    this.#shown = showing;
    this.#written = 0;
    this.#linesInBlock = 0;
    this.#block = undefined;
    this.#ansi = new AnsiReader();
    this.#text.replaceChildren();
  }
}

/** The end of the `count` lines that start at `from`, or `end` if there are fewer lines. */
function endOfLines(
  text: string,
  { from, count, end }: { from: number; count: number; end: number },
): { readonly at: number; readonly lines: number } {
  let at = from;
  for (let lines = 0; lines < count; lines += 1) {
    const newline = text.indexOf('\n', at);
    if (newline < 0 || newline >= end) return { at: end, lines };
    at = newline + 1;
  }
  return { at, lines: count };
}
