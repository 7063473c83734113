import { screenReleaseChars } from '../limits.ts';

/**
 * Replaces secrets in a stream of text: known values, JSON Web Tokens (RFC 7519) and PEM private keys (RFC 7468).
 * What may be the start of one is held back until it is decided; `flush` at the end gives the rest.
 */
export class Redactor {
  readonly #secrets: readonly string[];
  #held = '';
  /** How much of the beginning of what is held has been given out all the same. */
  #released = 0;

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets.filter((secret) => secret.length >= shortestSecret);
  }

  push(text: string): string {
    const whole = this.#held + text;
    const cut = this.#safeLength(whole);
    this.#held = whole.slice(cut);
    return this.#fresh(whole.slice(0, cut));
  }

  flush(): string {
    const rest = this.#fresh(this.#held);
    this.#held = '';
    return rest;
  }

  /** Gives out the few characters that are held back, for somebody who waits for them; if they become a secret, its rest is masked. */
  release(): string {
    if (this.#held.length > screenReleaseChars) return '';
    const fresh = this.#held.slice(this.#released);
    this.#released = this.#held.length;
    return fresh;
  }

  /** `text`, the beginning of what was held, redacted and without what was released. */
  #fresh(text: string): string {
    const known = text.slice(0, this.#released);
    this.#released -= known.length;
    const clean = this.#redact(text);
    return clean.startsWith(known) ? clean.slice(known.length) : clean;
  }

  #redact(text: string): string {
    let clean = text;
    for (const secret of this.#secrets) clean = clean.replaceAll(secret, mask);
    return clean.replace(privateKey, mask).replace(webToken, mask);
  }

  /** How much of `text` cannot be the start of a secret that a later chunk completes. */
  #safeLength(text: string): number {
    const starts = [text.search(openToken), text.search(openKey)].filter((at) => at >= 0 && text.length - at < longestHeld);
    const overlaps = [keyStart, ...this.#secrets].map((secret) => text.length - overlap(text, secret));
    const safe = Math.min(text.length, ...starts, ...overlaps);
    // The end of a whole key or secret may look like the beginning of another: never cut inside one.
    const cut = this.#wholes(text).find(({ from, to }) => from < safe && safe < to);
    return cut ? cut.to : safe;
  }

  /** Where keys and secrets stand that have come whole. */
  #wholes(text: string): { from: number; to: number }[] {
    const keys = [...text.matchAll(privateKey)].map(({ index, 0: key }) => ({ from: index, to: index + key.length }));
    const secrets = this.#secrets.flatMap((secret) => placesOf(secret, text).map((from) => ({ from, to: from + secret.length })));
    return [...keys, ...secrets];
  }
}

const mask = '[redacted]';
const shortestSecret = 8;
const longestHeld = 16 * 1024;
/** At the end of a text: what may become a token, and a private key whose last line has not come. */
const openToken = /(?<!\w)(?:e|ey|eyJ[\w-]*(?:\.[\w-]*){0,2})$/;
const openKey = /-----BEGIN (?:[A-Z ]*-{0,4}|[A-Z ]*PRIVATE KEY-----(?![\s\S]*-----END [A-Z ]*PRIVATE KEY-----)[\s\S]*)$/;
const keyStart = '-----BEGIN ';
const webToken = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/g;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g;

function placesOf(secret: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) places.push(at);
  return places;
}

/** Length of the longest end of `text` that is a proper beginning of `secret`. */
function overlap(text: string, secret: string): number {
  for (let length = Math.min(text.length, secret.length - 1); length > 0; length -= 1) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}
