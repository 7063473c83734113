import { type Automaton, codes, inLead, inSecret } from './secret-automaton.ts';

/** One state that the automaton is in, and how many characters of its secret have come: none in the lead. */
export interface Begun {
  readonly state: number;
  readonly chars: number;
  readonly hasDigit: boolean;
}

/**
 * All that the automaton is in at once, while at most a few characters of a secret have come. The same character always leads on the same
 * way from there, so it is found out once: nearly all of ordinary text is read this way.
 */
export interface CalmState {
  readonly begun: readonly Begun[];
  /** Characters that may belong to a secret. */
  readonly open: number;
  /** By the code of the next character; `null`: no such state follows; absent: not found out yet. */
  readonly next: (CalmState | null | undefined)[];
}

/** More characters of a secret than this are not followed here. */
export const mostCalmChars = 6;
/** Ordinary text leads to some hundreds. Others than the first so many are not kept. */
const mostStates = 4000;

/** The calm states of an automaton that were found out. They are the same for every text. */
export class CalmStates {
  readonly #automaton: Automaton;
  readonly #states = new Map<string, CalmState>();

  constructor(automaton: Automaton) {
    this.#automaton = automaton;
  }

  /** `before`: the code of the last character, `undefined` at the begin. `undefined`: there is none. */
  of(begun: readonly Begun[], before: number | undefined): CalmState | undefined {
    if (begun.some(({ state, chars }) => chars > mostCalmChars || this.#automaton.part[state]! > inSecret)) return undefined;
    // What may not begin behind the last character tells two states apart too.
    const key = `${before === undefined ? '' : this.#automaton.barred[before]} ${begun.map(({ state, chars, hasDigit }) => `${state}:${chars}${hasDigit ? 'd' : ''}`).join(' ')}`;
    const known = this.#states.get(key);
    if (known || this.#states.size >= mostStates) return known;
    const made = { begun, open: Math.max(0, ...begun.map(({ chars }) => chars)), next: new Array<undefined>(codes) };
    this.#states.set(key, made);
    return made;
  }

  /** Behind a state, by the code of a character; `before`: that of the one before it. */
  after({ begun, next }: CalmState, code: number, before: number | undefined): CalmState | null {
    const known = next[code];
    if (known !== undefined) return known;
    const { follow, enters, starts, notAfter, part, ends } = this.#automaton;
    const reached = new Map<number, Begun>();
    const enter = (state: number, chars: number, hasDigit: boolean) => {
      if (chars < (reached.get(state)?.chars ?? 0)) return;
      const isSecret = part[state] !== inLead;
      reached.set(state, { state, chars: isSecret ? chars + 1 : 0, hasDigit: hasDigit || (isSecret && code >= 48 && code <= 57) });
    };
    for (const { state, chars, hasDigit } of begun) for (const then of follow[state]!) if (enters[then * codes + code] === 1) enter(then, chars, hasDigit);
    for (const state of starts[code]!) if (before === undefined || notAfter[state]?.[before] !== 1) enter(state, 0, false);
    const isFound = [...reached.keys()].some((state) => ends[state] === 1);
    const then = isFound
      ? null
      : (this.of(
          [...reached.values()].toSorted((a, b) => a.state - b.state),
          code,
        ) ?? null);
    next[code] = then;
    return then;
  }
}
