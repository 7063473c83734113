import type { Binding, Bindings } from '../../../src/guide/outcome.ts';
import type { Identity } from './values/value.ts';

/**
 * The type part of an identity's key. Distinct samples with the same type part stand for different values.
 */
export function typeOfKey(key: string): string {
  return key.slice(0, key.indexOf(':'));
}

/**
 * The values that samples stand for while one output is compared. `undo` restores an earlier state, because
 * an elision may be tried at several places.
 *
 * `stamp` names the state of the bindings that later lines need. While it is the same, the rest of the page
 * matches the same outputs.
 */
export class Ledger {
  readonly #before: Bindings;
  readonly #added = new Map<string, Binding>();
  readonly #owners = new Map<string, string>();
  readonly #trail: { key: string; value: string | undefined; stamp: number }[] = [];
  readonly #timesPrinted: ReadonlyMap<string, number> | undefined;
  #stamps = 0;
  #free = false;
  stamp = 0;

  /**
   * A ledger in which every sample may stand for every value of its type, to look for a difference in type
   * first.
   */
  static free(): Ledger {
    const ledger = new Ledger({});
    ledger.#free = true;
    return ledger;
  }

  /**
   * @param timesPrinted how often the page prints each key, and each result of `typeOfKey`. Later lines need
   *   only bindings of keys that are printed twice. Absent: they may need all.
   */
  constructor(before: Bindings, timesPrinted?: ReadonlyMap<string, number>) {
    this.#before = before;
    this.#timesPrinted = timesPrinted;
    for (const [key, { value }] of Object.entries(before)) {
      if (!key.endsWith('}}')) this.#owners.set(`${typeOfKey(key)}:${value}`, key);
    }
  }

  bound(key: string): Binding | undefined {
    return this.#added.get(key) ?? (Object.hasOwn(this.#before, key) ? this.#before[key] : undefined);
  }

  /**
   * Returns false when the sample stands for another value, or a distinct sample already stands for this
   * value.
   */
  bind(identity: Identity, value: string, pageLine: number): boolean {
    if (this.#free) return true;
    const { key, distinct } = identity;
    const known = this.bound(key);
    if (known && known.value !== value) return false;
    const claim = distinct ? `${typeOfKey(key)}:${value}` : undefined;
    const owner = claim === undefined ? undefined : this.#owners.get(claim);
    if (owner !== undefined && owner !== key) return false;
    if (known && (claim === undefined || owner !== undefined)) return true;
    this.#trail.push({
      key: known ? '' : key,
      value: owner === undefined ? claim : undefined,
      stamp: this.stamp,
    });
    if (!known) this.#added.set(key, { value, pageLine });
    if (claim !== undefined) this.#owners.set(claim, key);
    if (!this.#timesPrinted || (this.#timesPrinted.get(distinct ? typeOfKey(key) : key) ?? 0) > 1)
      this.stamp = this.#stamps += 1;
    return true;
  }

  /** The key of another sample that stands for this value already. */
  ownerOf(identity: Identity, value: string): string | undefined {
    const owner = this.#owners.get(`${typeOfKey(identity.key)}:${value}`);
    return owner === identity.key ? undefined : owner;
  }

  /** The current state, for `undo`. */
  mark(): number {
    return this.#trail.length;
  }

  undo(mark: number): void {
    while (this.#trail.length > mark) {
      const last = this.#trail.pop()!;
      if (last.key !== '') this.#added.delete(last.key);
      if (last.value !== undefined) this.#owners.delete(last.value);
      this.stamp = last.stamp;
    }
  }

  /** The bindings before the output and those of the output. */
  bindings(): Bindings {
    return this.#added.size === 0 ? this.#before : { ...this.#before, ...Object.fromEntries(this.#added) };
  }
}
