import type { KnownForm, KnownForms } from './known-secrets.ts';
import { type DfaState, mostDfaChars } from './lazy-dfa.ts';
import { codes, inLead, inSecret, isBehind, otherCode } from './secret-automaton.ts';
import { secretAutomaton, secretDfa } from './secret-kinds.ts';

/** A secret is recognised after at most this many characters. */
const longestUndecided = 16 * 1024;

/**
 * Finds secrets in a stream of visible text, in chunks cut anywhere, and reads each character once. Places
 * are counted in characters from the stream's beginning.
 */
export class SecretScanner {
  readonly #automaton = secretAutomaton;
  readonly #known: KnownForms;
  /** The active states of the automaton. */
  #now: Threads = new Map();
  /** Replaces `#now` while at most the first characters of a secret have been read. */
  #dfaState = secretDfa.of([], undefined);
  /** The known forms that have begun, with the number of characters read. */
  readonly #begun = new Map<KnownForm, number>();
  #before: number | undefined;
  #at = 0;
  #steps = 0;
  /** The secrets found since `takeFound` was last called: the end of each by its beginning. */
  #found = new Map<number, number>();

  constructor(known: KnownForms) {
    this.#known = known;
  }

  /** How many moves the text has cost so far: for each character at most a fixed number. */
  get steps(): number {
    return this.#steps;
  }

  push(text: string): void {
    for (let index = 0; index < text.length; index += 1) {
      if (this.#dfaState) index = this.#readByDfa(this.#dfaState, text, index);
      if (index === text.length) return;
      const unit = text.charCodeAt(index);
      this.#readByAutomaton(codeOf(unit));
      this.#readByForms(unit);
      this.#at += 1;
      if (this.#begun.size === 0) this.#returnToDfa();
    }
  }

  /** Ends the stream. A secret that only waited for a different character after it counts as found. */
  end(): void {
    for (const [state, { from, to }] of this.#now)
      if (this.#automaton.part[state] === isBehind) this.#add(from, to);
  }

  /** Begins another stream. */
  restart(): void {
    this.#now.clear();
    this.#begun.clear();
    this.#found.clear();
    this.#before = undefined;
    this.#dfaState = secretDfa.of([], undefined);
    this.#at = 0;
  }

  /** The first place that may belong to a secret that is not complete yet. */
  get openFrom(): number {
    if (this.#dfaState) return this.#at - this.#dfaState.open;
    let open = this.#at;
    for (const [state, { from, sure }] of this.#now)
      if (this.#automaton.part[state] !== inLead) open = Math.min(open, Math.max(from, sure));
    for (const length of this.#begun.values()) open = Math.min(open, this.#at - length);
    return open;
  }

  /** The secrets found since the last call, in order. A secret that has grown is returned again. */
  takeFound(): [from: number, to: number][] {
    if (this.#found.size === 0) return [];
    const found = [...this.#found].sort(([a], [b]) => a - b);
    this.#found = new Map();
    return found;
  }

  /** Reads with the DFA as far as it goes. Returns the index of the first character that it did not read. */
  #readByDfa(from: DfaState, text: string, start: number): number {
    let state: DfaState = from;
    let index = start;
    for (; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (
        this.#known.byFirst.has(unit) &&
        (index + 1 === text.length || this.#known.begins.has(text.slice(index, index + 2)))
      )
        break;
      const code = codeOf(unit);
      const then: DfaState | null = state.next[code] ?? secretDfa.after(state, code, this.#before);
      if (then === null) break;
      state = then;
      this.#before = code;
    }
    this.#at += index - start;
    this.#steps += index - start;
    this.#dfaState = index === text.length ? state : undefined;
    if (!this.#dfaState) this.#leaveDfa(state);
    return index;
  }

  #leaveDfa({ active }: DfaState): void {
    this.#now = new Map(
      active.map(({ state, chars, hasDigit }) => [
        state,
        { from: chars === 0 ? none : this.#at - chars, sure: none, to: this.#at, hasDigit },
      ]),
    );
  }

  #returnToDfa(): void {
    if (this.#now.size > mostActive) return;
    const isOpen = ({ from, sure }: Thread) =>
      sure !== none || (from !== none && this.#at - from > mostDfaChars);
    if ([...this.#now.values()].some(isOpen)) return;
    const active = [...this.#now]
      .sort(([a], [b]) => a - b)
      .map(([state, { from, hasDigit }]) => ({
        state,
        chars: from === none ? 0 : this.#at - from,
        hasDigit,
      }));
    this.#dfaState = secretDfa.of(active, this.#before);
  }

  #readByAutomaton(code: number): void {
    const { follow, enters, starts, notAfter } = this.#automaton;
    const next: Threads = new Map();
    for (const [state, thread] of this.#now) {
      for (const then of follow[state]!) {
        this.#steps += 1;
        if (enters[then * codes + code] === 1) this.#enter(next, then, { thread, code });
      }
    }
    for (const state of starts[code]!) {
      this.#steps += 1;
      if (this.#before === undefined || notAfter[state]?.[this.#before] !== 1)
        this.#enter(next, state, { thread: noSecret, code });
    }
    this.#before = code;
    this.#now = next;
  }

  /** Enters a state. If two secrets lead into it, the one that began first stays: it covers the other. */
  #enter(next: Threads, state: number, { thread, code }: { thread: Thread; code: number }): void {
    const { part, ends, hasDigit: needsDigit } = this.#automaton;
    const isSecret = part[state] === inSecret;
    const { sure } = thread;
    const from = isSecret && thread.from === none ? this.#at : thread.from;
    if (from !== none && this.#at - Math.max(from, sure) > longestUndecided) return;
    const other = next.get(state);
    if (other && (other.from < from || (other.from === from && other.sure >= sure))) return;
    const to = isSecret ? this.#at + 1 : thread.to;
    const hasDigit = thread.hasDigit || (isSecret && code >= zero && code <= nine);
    const isOver = ends[state] === 1 && (needsDigit[state] === 0 || hasDigit);
    if (isOver) this.#add(from, to);
    next.set(state, { from, sure: isOver && isSecret ? to : sure, to, hasDigit });
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

function codeOf(unit: number): number {
  return Math.min(unit, otherCode);
}

const none = -1;
/**
 * The DFA is used with at most this many active states. With more, finding their DFA state takes more time
 * than it saves.
 */
const mostActive = 8;
const zero = 48;
const nine = 57;

/** The secret that an active state of the automaton may be reading. A place that is not known is `none`. */
interface Thread {
  readonly from: number;
  /** The text up to this place is a secret, whatever follows. */
  readonly sure: number;
  readonly to: number;
  readonly hasDigit: boolean;
}

/** The active states, each with its secret. */
type Threads = Map<number, Thread>;

const noSecret: Thread = { from: none, sure: none, to: none, hasDigit: false };
