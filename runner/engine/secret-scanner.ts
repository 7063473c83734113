import { type Automaton, codes, inLead, inSecret, isBehind, otherCode } from './secret-automaton.ts';
import type { KnownForm, KnownForms } from './known-secrets.ts';

/** More than any secret has before it is told to be one; what is longer is none. */
export const longestUndecided = 16 * 1024;

/**
 * Finds secrets in a stream of visible text, in chunks cut anywhere, and looks at each character once. Places are counted in characters
 * from the stream's beginning.
 */
export class SecretScanner {
  readonly #automaton: Automaton;
  readonly #known: KnownForms;
  #now: Threads;
  #next: Threads;
  /** How far a known form has come, for those that have begun. */
  readonly #begun = new Map<KnownForm, number>();
  #before = otherCode;
  #at = 0;
  #steps = 0;
  /** Where secrets stand that were found since they were last taken: the end of each by its begin. */
  #found = new Map<number, number>();

  constructor(automaton: Automaton, known: KnownForms) {
    this.#automaton = automaton;
    this.#known = known;
    this.#now = new Threads(automaton.states);
    this.#next = new Threads(automaton.states);
  }

  /** How many moves all that was read has cost: a fixed number a character at most. */
  get steps(): number {
    return this.#steps;
  }

  push(text: string): void {
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      this.#readByAutomaton(unit < otherCode ? unit : otherCode);
      this.#readByForms(unit);
      this.#at += 1;
    }
  }

  /** Nothing comes any more: what only had to be followed by something else is a secret. */
  end(): void {
    const { states, from, to } = this.#now;
    for (const state of states) if (this.#automaton.part[state] === isBehind) this.#add(from[state]!, to[state]!);
  }

  /** Forgets the stream: what comes next begins another. */
  restart(): void {
    this.#now.clear();
    this.#begun.clear();
    this.#found.clear();
    this.#before = otherCode;
    this.#at = 0;
  }

  /** From here on the text may be a secret, or more of one, that a later chunk completes. */
  get openFrom(): number {
    let open = this.#at;
    const { states, from, sure } = this.#now;
    for (const state of states) if (this.#automaton.part[state] !== inLead) open = Math.min(open, Math.max(from[state]!, sure[state]!));
    for (const length of this.#begun.values()) open = Math.min(open, this.#at - length);
    return open;
  }

  /** In order of their begins; one that grows is given again, with its new end. */
  takeFound(): [from: number, to: number][] {
    if (this.#found.size === 0) return [];
    const found = [...this.#found].sort(([a], [b]) => a - b);
    this.#found = new Map();
    return found;
  }

  #readByAutomaton(code: number): void {
    const { follow, enters, starts, notAfter } = this.#automaton;
    const [now, next] = [this.#now, this.#next];
    next.clear();
    for (const state of now.states) {
      for (const then of follow[state]!) {
        this.#steps += 1;
        if (enters[then * codes + code] === 1) this.#enter(then, code, now.from[state]!, now.sure[state]!, now.to[state]!, now.digit[state]!);
      }
    }
    for (const state of starts[code]!) {
      this.#steps += 1;
      if (notAfter[state]?.[this.#before] !== 1 || this.#at === 0) this.#enter(state, code, none, none, none, 0);
    }
    this.#before = code;
    this.#now = next;
    this.#next = now;
  }

  /** Of two ways into a state, the one whose secret began first masks what the other would. */
  #enter(state: number, code: number, begun: number, sure: number, end: number, digits: number): void {
    const { part, ends, hasDigit } = this.#automaton;
    const isSecret = part[state] === inSecret;
    const from = isSecret && begun === none ? this.#at : begun;
    if (from !== none && this.#at - Math.max(from, sure) > longestUndecided) return;
    if (this.#next.has(state) && this.#next.from[state]! <= from && this.#next.sure[state]! >= sure) return;
    if (this.#next.has(state) && this.#next.from[state]! < from) return;
    const to = isSecret ? this.#at + 1 : end;
    const digit = digits === 1 || (isSecret && code >= zero && code <= nine) ? 1 : 0;
    const isOver = ends[state] === 1 && (hasDigit[state] === 0 || digit === 1);
    if (isOver) this.#add(from, to);
    this.#next.set(state, from, isOver && isSecret ? to : sure, to, digit);
  }

  #readByForms(unit: number): void {
    for (const [form, length] of this.#begun) {
      let matched = length;
      while (matched > 0 && form.text.charCodeAt(matched) !== unit) {
        matched = form.borders[matched - 1]!;
        this.#steps += 1;
      }
      this.#steps += 1;
      if (form.text.charCodeAt(matched) === unit) matched += 1;
      if (matched === form.text.length) {
        this.#add(this.#at + 1 - matched, this.#at + 1);
        matched = form.borders[matched - 1]!;
      }
      if (matched === 0) this.#begun.delete(form);
      else this.#begun.set(form, matched);
    }
    for (const form of this.#known.byFirst.get(unit) ?? []) {
      this.#steps += 1;
      if (!this.#begun.has(form)) this.#begun.set(form, 1);
    }
  }

  #add(from: number, to: number): void {
    this.#found.set(from, Math.max(to, this.#found.get(from) ?? 0));
  }
}

const none = -1;
const zero = 48;
const nine = 57;

/** The states that the automaton is in, each with the secret that it may be in. */
class Threads {
  states: number[] = [];
  readonly from: Float64Array;
  /** Up to here the secret is one, whatever follows. */
  readonly sure: Float64Array;
  readonly to: Float64Array;
  readonly digit: Uint8Array;
  readonly #in: Uint8Array;

  constructor(states: number) {
    this.from = new Float64Array(states);
    this.sure = new Float64Array(states);
    this.to = new Float64Array(states);
    this.digit = new Uint8Array(states);
    this.#in = new Uint8Array(states);
  }

  has(state: number): boolean {
    return this.#in[state] === 1;
  }

  set(state: number, from: number, sure: number, to: number, digit: number): void {
    if (this.#in[state] === 0) this.states.push(state);
    this.#in[state] = 1;
    this.from[state] = from;
    this.sure[state] = sure;
    this.to[state] = to;
    this.digit[state] = digit;
  }

  clear(): void {
    for (const state of this.states) this.#in[state] = 0;
    this.states.length = 0;
  }
}
