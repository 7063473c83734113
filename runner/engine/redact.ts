/**
 * Replaces secrets in a stream of text: known values, JSON Web Tokens (RFC 7519) and PEM private keys (RFC 7468).
 * What may be the start of one is held back until it is decided; `flush` at the end gives the rest.
 */
export class Redactor {
  readonly #secrets: readonly string[];
  #held = '';

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets.filter((secret) => secret.length >= shortestSecret);
  }

  push(text: string): string {
    const whole = this.#held + text;
    const cut = this.#safeLength(whole);
    this.#held = whole.slice(cut);
    return this.#redact(whole.slice(0, cut));
  }

  flush(): string {
    const rest = this.#redact(this.#held);
    this.#held = '';
    return rest;
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
    // The last dashes of a whole key may look like the first of another: never cut inside one.
    const cutKey = [...text.matchAll(privateKey)].find(({ index, 0: key }) => index < safe && safe < index + key.length);
    return cutKey ? cutKey.index + cutKey[0].length : safe;
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

/** Length of the longest end of `text` that is a proper beginning of `secret`. */
function overlap(text: string, secret: string): number {
  for (let length = Math.min(text.length, secret.length - 1); length > 0; length -= 1) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}
