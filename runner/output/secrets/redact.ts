import { controlSequence, escape, unfinishedSequence } from '../../../src/guide/text/control-sequences.ts';
import { mask } from '../../../src/guide/text/mask.ts';
import { screenReleaseChars } from '../../limits.ts';
import { formsOf } from './known-secrets.ts';
import { SecretScanner } from './secret-scanner.ts';

/**
 * Masks secrets in a stream of text: known values in their usual encodings, and text that has the form of a
 * secret. Control sequences inside a secret do not hide it, and are kept. Text that may be the start of a
 * secret is held back until later text decides whether it is; `flush` at the end returns the rest.
 */
export class Redactor {
  readonly #scanner: SecretScanner;
  /** The visible text from `#at` on that was not returned yet. Places count visible characters. */
  #held = '';
  #at = 0;
  /** Control sequences, each with the place of the visible character after it. */
  #controls: { readonly at: number; readonly text: string }[] = [];
  /** How many of the control sequences were returned. */
  #controlsGiven = 0;
  /** The beginning of an unfinished control sequence. */
  #control = '';
  /** The last mask covers the text up to here. */
  #maskedTo = 0;
  #found: [from: number, to: number][] = [];

  constructor(secrets: readonly string[]) {
    this.#scanner = new SecretScanner(formsOf(secrets));
  }

  /** How many moves the search has cost so far. */
  get steps(): number {
    return this.#scanner.steps;
  }

  push(text: string): string {
    this.#take(this.#control + text);
    return this.#give(Math.max(this.#at, this.#scanner.openFrom));
  }

  /** Ends the text and returns its rest. The next `push` begins another text. */
  flush(): string {
    this.#show(this.#control);
    this.#control = '';
    this.#scanner.end();
    const rest = this.#give(this.#end);
    this.#scanner.restart();
    this.#at = 0;
    this.#maskedTo = 0;
    this.#found = [];
    return rest;
  }

  /**
   * Returns the text that is held back if it is very short, so that a user who waits sees it. If it becomes a
   * secret, its rest is masked.
   */
  release(): string {
    return this.#held.length > screenReleaseChars ? '' : this.#give(this.#end);
  }

  get #end(): number {
    return this.#at + this.#held.length;
  }

  #take(text: string): void {
    this.#control = text.includes(escape) ? (unfinishedSequence.exec(text)?.[0] ?? '') : '';
    let at = 0;
    if (text.includes(escape)) {
      for (const { index, 0: control } of text
        .slice(0, text.length - this.#control.length)
        .matchAll(controlSequence)) {
        this.#show(text.slice(at, index));
        this.#controls.push({ at: this.#end, text: control });
        at = index + control.length;
      }
    }
    this.#show(text.slice(at, text.length - this.#control.length));
  }

  #show(text: string): void {
    this.#scanner.push(text);
    this.#held += text;
  }

  /** Returns the text up to `to`, masked. */
  #give(to: number): string {
    if (to === this.#at && this.#held !== '') return '';
    const all = [...this.#found, ...this.#scanner.takeFound()].sort(([a], [b]) => a - b);
    const end = this.#end;
    const start = this.#at;
    let given = '';
    const show = (upTo: number, isMasked: boolean) => {
      given += this.#withControls(start, upTo, isMasked);
      this.#at = upTo;
    };
    let left = 0;
    for (; left < all.length; left += 1) {
      const [from, over] = all[left]!;
      if (over <= this.#at && over <= this.#maskedTo) continue;
      // This secret overlaps the last mask, which then covers both.
      if (from < this.#maskedTo && this.#at <= this.#maskedTo) {
        this.#maskedTo = Math.max(this.#maskedTo, over);
        continue;
      }
      show(Math.max(this.#at, Math.min(this.#maskedTo, to)), true);
      if (from >= to) break;
      if (over <= this.#at) continue;
      show(Math.max(this.#at, from), false);
      given += this.#controlsHere() + mask;
      this.#maskedTo = over;
    }
    show(Math.max(this.#at, Math.min(this.#maskedTo, to)), true);
    show(Math.max(this.#at, to), false);
    this.#found = all.slice(left);
    this.#held = this.#at === start ? this.#held : this.#held.slice(this.#at - start);
    if (this.#at === end) given += this.#lastControls();
    else if (this.#controlsGiven > mostControlsGiven) this.#forgetControls();
    return given;
  }

  /**
   * The text from `#at` to `to`; if masked, only its control sequences. `start`: the place of the first
   * character of `#held`.
   */
  #withControls(start: number, to: number, isMasked: boolean): string {
    let shown = '';
    let at = this.#at;
    for (
      let control = this.#controls[this.#controlsGiven];
      control && control.at < to;
      control = this.#controls[this.#controlsGiven]
    ) {
      if (!isMasked) shown += this.#held.slice(at - start, control.at - start);
      shown += control.text;
      at = control.at;
      this.#controlsGiven += 1;
    }
    return isMasked ? shown : shown + this.#held.slice(at - start, to - start);
  }

  #forgetControls(): void {
    this.#controls = this.#controls.slice(this.#controlsGiven);
    this.#controlsGiven = 0;
  }

  /** Returns the control sequences directly before the next character. */
  #controlsHere(): string {
    let shown = '';
    for (
      let control = this.#controls[this.#controlsGiven];
      control?.at === this.#at;
      control = this.#controls[this.#controlsGiven]
    ) {
      shown += control.text;
      this.#controlsGiven += 1;
    }
    return shown;
  }

  /** Returns all control sequences that are left. */
  #lastControls(): string {
    this.#forgetControls();
    const left = this.#controls.map(({ text }) => text).join('');
    this.#controls = [];
    return left;
  }
}

/** A whole text with its secrets masked. */
export function redacted(text: string, secrets: readonly string[]): string {
  const redactor = new Redactor(secrets);
  return redactor.push(text) + redactor.flush();
}

export interface Place {
  readonly from: number;
  /** The place after the last character of the secret. */
  readonly to: number;
}

/** The places of secrets in a whole text without control sequences, in order; overlapping ones are joined. */
export function secretPlaces(text: string, secrets: readonly string[]): Place[] {
  const scanner = new SecretScanner(formsOf(secrets));
  scanner.push(text);
  scanner.end();
  const places: Place[] = [];
  for (const [from, to] of scanner.takeFound()) {
    const last = places.at(-1);
    if (last && from < last.to) places[places.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else places.push({ from, to });
  }
  return places;
}

const mostControlsGiven = 1000;
