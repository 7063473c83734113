import { screenReleaseChars } from '../limits.ts';
import { formsOf } from './known-secrets.ts';
import { anySign, openLines, openWord, searches, signChars } from './secret-kinds.ts';

interface Place {
  readonly from: number;
  readonly to: number;
}

/**
 * Replaces secrets in a stream of text: known values in the forms in which they turn up, and what has the form of a secret.
 * What may be the start of one is held back until it is decided; `flush` at the end gives the rest.
 */
export class Redactor {
  readonly #known: readonly string[];
  readonly #longestKnown: number;
  #held = '';
  /** The end of what is decided, as it came: a secret may be told by what stands before it. */
  #before = '';
  /** How much of the beginning of what is held has been given out all the same. */
  #released = 0;

  constructor(secrets: readonly string[]) {
    this.#known = formsOf(secrets);
    this.#longestKnown = Math.max(0, ...this.#known.map(({ length }) => length));
  }

  push(text: string): string {
    const from = this.#before.length;
    const whole = this.#before + this.#held + text;
    const places = this.#places(whole);
    const open = Math.max(from, this.#openFrom(whole));
    // The end of a whole secret may look like the beginning of another: never cut inside one.
    const cut = places.find((place) => place.from < open && open < place.to)?.to ?? open;
    return this.#decide(whole, { from, cut, places });
  }

  flush(): string {
    const whole = this.#before + this.#held;
    return this.#decide(whole, { from: this.#before.length, cut: whole.length, places: this.#places(whole) });
  }

  /** Gives out the few characters that are held back, for somebody who waits for them; if they become a secret, its rest is masked. */
  release(): string {
    if (this.#held.length > screenReleaseChars) return '';
    const fresh = this.#held.slice(this.#released);
    this.#released = this.#held.length;
    return fresh;
  }

  /** The text from `from` to `cut`, without its secrets and without what was released. */
  #decide(whole: string, { from, cut, places }: { from: number; cut: number; places: readonly Place[] }): string {
    let clean = '';
    let at = from;
    for (const place of places) {
      if (place.to <= at || place.from >= cut) continue;
      clean += whole.slice(at, Math.max(at, place.from)) + mask;
      at = place.to;
    }
    clean += whole.slice(at, Math.max(at, cut));
    const known = whole.slice(from, Math.min(cut, from + this.#released));
    this.#released -= known.length;
    this.#held = whole.slice(cut);
    this.#before = whole.slice(Math.max(0, cut - contextChars), cut);
    return clean.startsWith(known) ? clean.slice(known.length) : clean;
  }

  /** Where secrets stand that have come whole, in order, overlapping ones as one. */
  #places(text: string): Place[] {
    const known = this.#known.flatMap((secret) => placesOf(secret, text));
    const signed = anySign.test(text) ? searches.filter(({ signs }) => signs.some((sign) => text.includes(sign))) : [];
    const formed = signed.flatMap(({ whole }) => [...text.matchAll(whole)].map(placeOf));
    const sorted = [...known, ...formed].sort((a, b) => a.from - b.from || b.to - a.to);
    const places: Place[] = [];
    for (const place of sorted) {
      const last = places.at(-1);
      if (last && place.from < last.to) places[places.length - 1] = { from: last.from, to: Math.max(last.to, place.to) };
      else places.push(place);
    }
    return places;
  }

  /** From where on the text may be the start of a secret that a later chunk completes. */
  #openFrom(text: string): number {
    const known = this.#known.map((secret) => startOf(secret, text, Math.max(0, text.length - this.#longestKnown)));
    return Math.min(text.length, openWordFrom(text), ...openLines.map((kind) => openLinesFrom(kind, text)), ...known);
  }
}

const mask = '[redacted]';
const longestHeld = 16 * 1024;
const blanks: ReadonlySet<number> = new Set([...' \t\r\n'].map((blank) => blank.charCodeAt(0)));
/** More than any name that tells a secret by standing before it. */
const contextChars = 128;

function placesOf(secret: string, text: string): Place[] {
  const places: Place[] = [];
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) places.push({ from: at, to: at + secret.length });
  return places;
}

/** Without its lead. */
function placeOf({ index, 0: match, 1: lead = '' }: RegExpExecArray): Place {
  return { from: index + lead.length, to: index + match.length };
}

/** Where the last word of the text may begin to be a secret. */
function openWordFrom(text: string): number {
  const farthest = Math.max(0, text.length - longestHeld);
  let from = text.length;
  while (from > farthest && !blanks.has(text.charCodeAt(from - 1))) from -= 1;
  openWord.lastIndex = text.length - from > signChars && !anySign.test(text.slice(Math.max(0, from - contextChars))) ? text.length - signChars : from;
  return openWord.exec(text)?.index ?? text.length;
}

function openLinesFrom({ sign, open }: (typeof openLines)[number], text: string): number {
  const tail = Math.max(0, text.length - longestHeld);
  const at = text.slice(tail).lastIndexOf(sign);
  return at >= 0 && open.test(text.slice(tail + at)) ? tail + at : text.length;
}

/** Where, from `from` on, the text ends in a beginning of `secret`; its length where it does not. */
function startOf(secret: string, text: string, from: number): number {
  const first = secret.charAt(0);
  for (let at = text.indexOf(first, Math.max(from, text.length - secret.length + 1)); at >= 0; at = text.indexOf(first, at + 1)) {
    if (secret.startsWith(text.slice(at))) return at;
  }
  return text.length;
}
