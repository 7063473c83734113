import { type Automaton, codes, inLead, inSecret } from './secret-automaton.ts';

/**
 * An active state of the automaton, and the number of characters of its secret that were read: 0 in the lead.
 */
export interface ActiveState {
  readonly state: number;
  readonly chars: number;
  readonly hasDigit: boolean;
}

/** A set of active states, each with at most a few characters of its secret, as one state of the DFA. */
export interface DfaState {
  readonly active: readonly ActiveState[];
  /** How many of the last characters may belong to a secret. */
  readonly open: number;
  /** The next state by the code of the next character. `null`: the DFA has none. Absent: not computed yet. */
  readonly next: (DfaState | null | undefined)[];
}

/** The DFA follows at most this many characters of a secret. */
export const mostDfaChars = 6;
/** The DFA keeps at most this many states. Ordinary text leads to some hundreds. */
const mostStates = 4000;

/**
 * A DFA of the automaton that computes each state and each move when a text first needs it, and keeps it for
 * all texts. Nearly all of ordinary text costs only one lookup for each character.
 */
export class LazyDfa {
  readonly #automaton: Automaton;
  readonly #states = new Map<string, DfaState>();

  constructor(automaton: Automaton) {
    this.#automaton = automaton;
  }

  /**
   * The state of the DFA for a set of active states; `undefined` if it has none. `before`: the code of the
   * last character, `undefined` at the beginning.
   */
  of(active: readonly ActiveState[], before: number | undefined): DfaState | undefined {
    if (active.some(({ state, chars }) => chars > mostDfaChars || this.#automaton.part[state]! > inSecret))
      return undefined;
    // The last character is a part of the key, because it decides which kinds may begin next.
    const key =
      `${before === undefined ? '' : this.#automaton.barred[before]} ` +
      `${active.map(({ state, chars, hasDigit }) => `${state}:${chars}${hasDigit ? 'd' : ''}`).join(' ')}`;
    const known = this.#states.get(key);
    if (known || this.#states.size >= mostStates) return known;
    const made = {
      active,
      open: Math.max(0, ...active.map(({ chars }) => chars)),
      next: new Array<undefined>(codes),
    };
    this.#states.set(key, made);
    return made;
  }

  /** The state after a character; `null` if there is none. `before`: the code of the character before it. */
  after({ active, next }: DfaState, code: number, before: number | undefined): DfaState | null {
    const known = next[code];
    if (known !== undefined) return known;
    const { follow, enters, starts, notAfter, part, ends } = this.#automaton;
    const reached = new Map<number, ActiveState>();
    const enter = (state: number, chars: number, hasDigit: boolean) => {
      if (chars < (reached.get(state)?.chars ?? 0)) return;
      const isSecret = part[state] !== inLead;
      reached.set(state, {
        state,
        chars: isSecret ? chars + 1 : 0,
        hasDigit: hasDigit || (isSecret && code >= 48 && code <= 57),
      });
    };
    for (const { state, chars, hasDigit } of active)
      for (const then of follow[state]!) if (enters[then * codes + code] === 1) enter(then, chars, hasDigit);
    for (const state of starts[code]!)
      if (before === undefined || notAfter[state]?.[before] !== 1) enter(state, 0, false);
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
