import type { Binding, Bindings } from '../../../src/guide/outcome.ts';
import type { Identity } from './values/value.ts';

/** All samples that may not stand for the same value as this one, if they are distinct: one word for them. */
export function claimants(key: string): string {
  return key.slice(0, key.indexOf(':'));
}

/**
 * What sample values stand for while one output is compared. It can be taken back to an earlier state,
 * because an elision may be tried in several places.
 *
 * `stamp` names the state of those bindings that a later line still asks for: two equal stamps, and the rest
 * of the page matches the same outputs.
 */
export class Ledger {
  readonly #before: Bindings;
  readonly #made = new Map<string, Binding>();
  readonly #owners = new Map<string, string>();
  readonly #trail: { key: string; value: string | undefined; stamp: number }[] = [];
  readonly #asked: ReadonlyMap<string, number> | undefined;
  #stamps = 0;
  #free = false;
  stamp = 0;

  /** Lets every sample stand for every value of its type: what explains a difference asks this first. */
  static free(): Ledger {
    const ledger = new Ledger({});
    ledger.#free = true;
    return ledger;
  }

  /**
   * @param asked how often the page prints each key, and each of its `claimants`; absent: unknown, every
   * binding counts.
   */
  constructor(before: Bindings, asked?: ReadonlyMap<string, number>) {
    this.#before = before;
    this.#asked = asked;
    for (const [key, { value }] of Object.entries(before)) {
      if (!key.endsWith('}}')) this.#owners.set(`${claimants(key)}:${value}`, key);
    }
  }

  bound(key: string): Binding | undefined {
    return this.#made.get(key) ?? (Object.hasOwn(this.#before, key) ? this.#before[key] : undefined);
  }

  /** False when the sample stands for another value, or the value is already that of another sample. */
  bind(identity: Identity, value: string, pageLine: number): boolean {
    if (this.#free) return true;
    const { key, distinct } = identity;
    const known = this.bound(key);
    if (known && known.value !== value) return false;
    const claim = distinct ? `${claimants(key)}:${value}` : undefined;
    const owner = claim === undefined ? undefined : this.#owners.get(claim);
    if (owner !== undefined && owner !== key) return false;
    if (known && (claim === undefined || owner !== undefined)) return true;
    this.#trail.push({
      key: known ? '' : key,
      value: owner === undefined ? claim : undefined,
      stamp: this.stamp,
    });
    if (!known) this.#made.set(key, { value, pageLine });
    if (claim !== undefined) this.#owners.set(claim, key);
    if (!this.#asked || (this.#asked.get(distinct ? claimants(key) : key) ?? 0) > 1)
      this.stamp = this.#stamps += 1;
    return true;
  }

  /** The sample that already stands for this value, if two samples may not. */
  ownerOf(identity: Identity, value: string): string | undefined {
    const owner = this.#owners.get(`${claimants(identity.key)}:${value}`);
    return owner === identity.key ? undefined : owner;
  }

  mark(): number {
    return this.#trail.length;
  }

  undo(mark: number): void {
    while (this.#trail.length > mark) {
      const last = this.#trail.pop()!;
      if (last.key !== '') this.#made.delete(last.key);
      if (last.value !== undefined) this.#owners.delete(last.value);
      this.stamp = last.stamp;
    }
  }

  /** The bindings from before and those made since. */
  bindings(): Bindings {
    return this.#made.size === 0 ? this.#before : { ...this.#before, ...Object.fromEntries(this.#made) };
  }
}
