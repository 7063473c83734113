import { mask } from '../../../src/guide/text/mask.ts';
import { withoutColour } from '../../match/index.ts';
import { Redactor, secretPlaces } from '../../output/secrets/redact.ts';

/**
 * Masks the reasons and the comparison of an outcome, so that they show no secret of the compared texts.
 * Reasons and comparisons also contain parts of secrets that do not look like secrets, such as a cell, a word
 * or the value of a key, whole or cut short.
 */
export class OutcomeMask {
  readonly #redactor: Redactor;
  /** The secrets in order, to find one by its beginning. */
  readonly #secrets: readonly string[];
  readonly #isSecret: ReadonlySet<string>;

  /** `texts`: the compared texts. `secrets`: values that are secrets wherever they appear. */
  constructor({ texts, secrets }: { texts: readonly string[]; secrets: readonly string[] }) {
    this.#redactor = new Redactor(secrets);
    const secretsOf = (text: string) =>
      secretPlaces(text, secrets).map(({ from, to }) => text.slice(from, to));
    this.#isSecret = new Set(
      texts
        .flatMap((text) => secretsOf(withoutColour(text)))
        .flatMap(linesOf)
        .flatMap((secret) => [secret, decoded(secret)]),
    );
    this.#secrets = [...this.#isSecret].sort();
  }

  /** The same value with every text in it masked. */
  value<T>(value: T): T {
    return this.#value(value) as T;
  }

  text(text: string): string {
    if (this.#isSecret.has(text.trim())) return mask;
    const masked = (found: string) => (this.#isPartOfSecret(found) ? mask : found);
    return (this.#redactor.push(text) + this.#redactor.flush())
      .replaceAll(wholeValue, masked)
      .replaceAll(word, masked);
  }

  #value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((each) => this.#value(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, ownWords.has(key) ? each : this.#value(each)]),
    );
  }

  #isPartOfSecret(text: string): boolean {
    if (text.length >= shortestWord && this.#isSecret.has(text)) return true;
    return (
      text.length >= shortestBegin &&
      (this.#secrets[firstFrom(this.#secrets, text)]?.startsWith(text) ?? false)
    );
  }
}

/** Fields of reasons and comparisons whose values are our own constants. */
const ownWords: ReadonlySet<string> = new Set(['code', 'kind', 'op', 'side', 'format', 'marks']);
/** A value that is a secret because of its name. */
const wholeValue = /[^\s"'`\\]+/g;
const word = /[^\s"'`\\,;&|<>()[\]{}]+/g;
/** The shortest word or beginning that is masked, in characters: shorter ones would mask ordinary text. */
const shortestWord = 4;
const shortestBegin = 8;

/** The lines of a private key without its labels. */
function linesOf(secret: string): string[] {
  if (!secret.includes('\n')) return [secret];
  const lines = secret.split('\n').map((line) => line.trim());
  return lines.filter((line) => line.length >= shortestBegin && !line.startsWith('-----'));
}

/** The value of a JSON string. Two JSON texts with different escapes may have the same value. */
function decoded(secret: string): string {
  return secret.replaceAll(/\\+u([0-9A-Fa-f]{4})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** Index of the first text that is not less than `text`. */
function firstFrom(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
