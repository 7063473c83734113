import type { Pattern } from './secret-pattern.ts';

/**
 * A kind of secret: the text before it, which stays visible, the secret itself, and the text that must
 * follow.
 */
export interface Kind {
  readonly lead?: Pattern;
  readonly secret: Pattern;
  readonly behind?: Pattern;
  /** A character that matches this may not stand directly before the kind. */
  readonly notAfter?: RegExp;
  /** The secret must contain a digit. */
  readonly hasDigit?: true;
}

/** The parts of a kind. Each state belongs to one of them. */
export const inLead = 0;
export const inSecret = 1;
export const isBehind = 2;

/** The ASCII codes, and one code for all other characters. */
export const codes = 129;
export const otherCode = 128;

/**
 * One nondeterministic automaton finds all kinds of secrets (Glushkov's construction, without empty moves).
 * Each state means that the text just matched one character of one pattern. The number of states is fixed, so
 * each character of a text costs a bounded number of moves.
 */
export interface Automaton {
  readonly states: number;
  readonly follow: readonly (readonly number[])[];
  /** 1 if a character enters a state: `states` rows of `codes` columns. */
  readonly enters: Uint8Array;
  readonly part: Uint8Array;
  /** 1 for each state in which a secret, with the text that must follow, may be complete. */
  readonly ends: Uint8Array;
  readonly hasDigit: Uint8Array;
  /** The first states of all kinds, by the code of the character. */
  readonly starts: readonly (readonly number[])[];
  /** The codes after which each first state may not begin: 1 for each of them. */
  readonly notAfter: readonly (Uint8Array | undefined)[];
  /**
   * The key of each character code. Two characters have the same key if the same first states may not begin
   * after them.
   */
  readonly barred: readonly string[];
}

interface Piece {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly mayBeEmpty: boolean;
}

const empty: Piece = { first: [], last: [], mayBeEmpty: true };

/** Builds the automaton. Leads, secrets and repeated patterns must not match the empty text. */
export function automatonOf(kinds: readonly Kind[]): Automaton {
  const builder = new Builder();
  const begins: { readonly states: readonly number[]; readonly notAfter: Uint8Array | undefined }[] = [];
  for (const kind of kinds) {
    const lead = kind.lead === undefined ? empty : builder.piece(kind.lead, inLead, kind);
    const secret = builder.piece(kind.secret, inSecret, kind);
    builder.link(lead.last, secret.first);
    const behind = kind.behind === undefined ? empty : builder.piece(kind.behind, isBehind, kind);
    builder.link(secret.last, behind.first);
    builder.end((kind.behind === undefined ? secret : behind).last);
    begins.push({
      states: kind.lead === undefined ? secret.first : lead.first,
      notAfter: kind.notAfter && rowOf(kind.notAfter),
    });
  }
  return builder.automaton(begins);
}

class Builder {
  readonly #rows: Uint8Array[] = [];
  readonly #follow: number[][] = [];
  readonly #part: number[] = [];
  readonly #ends: number[] = [];
  readonly #hasDigit: number[] = [];

  piece(pattern: Pattern, part: number, kind: Kind): Piece {
    if (typeof pattern === 'string')
      return this.#sequence([...pattern].map((char) => this.#state(charRow(char), part, kind)));
    if ('one' in pattern) return this.#state(rowOf(pattern.one), part, kind);
    if ('all' in pattern) return this.#sequence(pattern.all.map((each) => this.piece(each, part, kind)));
    if ('any' in pattern) return eitherOf(pattern.any.map((each) => this.piece(each, part, kind)));
    return this.#repetition(pattern, part, kind);
  }

  link(from: readonly number[], to: readonly number[]): void {
    for (const state of from)
      this.#follow[state]!.push(...to.filter((next) => !this.#follow[state]!.includes(next)));
  }

  end(states: readonly number[]): void {
    for (const state of states) this.#ends[state] = 1;
  }

  automaton(
    begins: readonly { readonly states: readonly number[]; readonly notAfter: Uint8Array | undefined }[],
  ): Automaton {
    const states = this.#rows.length;
    const enters = new Uint8Array(states * codes);
    for (const [state, row] of this.#rows.entries()) enters.set(row, state * codes);
    const starts = Array.from({ length: codes }, (_, code) =>
      begins.flatMap((begin) => begin.states).filter((state) => this.#rows[state]![code] === 1),
    );
    const notAfter = this.#rows.map(
      (_, state) => begins.find((begin) => begin.states.includes(state))?.notAfter,
    );
    const rows = [...new Set(begins.flatMap((begin) => begin.notAfter ?? []).map((row) => row.join('')))];
    const barred = Array.from({ length: codes }, (_, code) => rows.map((row) => row[code]).join(''));
    const bytes = (of: readonly number[]) =>
      Uint8Array.from({ length: states }, (_, state) => of[state] ?? 0);
    return {
      states,
      follow: this.#follow,
      enters,
      part: bytes(this.#part),
      ends: bytes(this.#ends),
      hasDigit: bytes(this.#hasDigit),
      starts,
      notAfter,
      barred,
    };
  }

  #state(row: Uint8Array, part: number, kind: Kind): Piece {
    const state = this.#rows.push(row) - 1;
    this.#follow.push([]);
    this.#part[state] = part;
    this.#hasDigit[state] = kind.hasDigit ? 1 : 0;
    return { first: [state], last: [state], mayBeEmpty: false };
  }

  #sequence(pieces: readonly Piece[]): Piece {
    let whole = empty;
    for (const piece of pieces) {
      this.link(whole.last, piece.first);
      whole = {
        first: whole.mayBeEmpty ? [...whole.first, ...piece.first] : whole.first,
        last: piece.mayBeEmpty ? [...whole.last, ...piece.last] : piece.last,
        mayBeEmpty: whole.mayBeEmpty && piece.mayBeEmpty,
      };
    }
    return whole;
  }

  /** Each copy follows only the one before it, so more copies do not mean more moves for a character. */
  #repetition(
    { repeated, least, most }: Extract<Pattern, { repeated: Pattern }>,
    part: number,
    kind: Kind,
  ): Piece {
    const isEndless = most === Number.POSITIVE_INFINITY;
    const copies = Array.from({ length: isEndless ? Math.max(1, least) : most }, () =>
      this.piece(repeated, part, kind),
    );
    for (const [at, copy] of copies.entries()) this.link(copies[at - 1]?.last ?? [], copy.first);
    const last = copies.at(-1);
    if (isEndless && last) this.link(last.last, last.first);
    return {
      first: copies[0]?.first ?? [],
      last: copies.slice(Math.max(0, least - 1)).flatMap((copy) => copy.last),
      mayBeEmpty: least === 0,
    };
  }
}

function eitherOf(pieces: readonly Piece[]): Piece {
  return {
    first: pieces.flatMap(({ first }) => first),
    last: pieces.flatMap(({ last }) => last),
    mayBeEmpty: pieces.some(({ mayBeEmpty }) => mayBeEmpty),
  };
}

function charRow(char: string): Uint8Array {
  const row = new Uint8Array(codes);
  row[char.charCodeAt(0)] = 1;
  return row;
}

/** A class contains all characters beyond ASCII if it contains `beyondAscii`. */
function rowOf(charClass: RegExp): Uint8Array {
  return Uint8Array.from({ length: codes }, (_, code) =>
    charClass.test(code === otherCode ? beyondAscii : String.fromCharCode(code)) ? 1 : 0,
  );
}

const beyondAscii = 'ü';
