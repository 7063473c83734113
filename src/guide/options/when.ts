// We import single files of semver. The whole package has fifty files, and each call of `guiderail` would
// load them.
import Range from 'semver/classes/range.js';
import SemVer from 'semver/classes/semver.js';
import coerce from 'semver/functions/coerce.js';
import satisfies from 'semver/functions/satisfies.js';
import type { TargetVersions } from '../model.ts';

/** One condition of the option `when`: a product and its accepted versions. */
export interface Condition {
  readonly product: 'kubernetes' | 'istio';
  readonly range: string;
}

const conditionPattern = /^(kubernetes|istio)\s*((?:[<>]=?|=|~|\^)\s*\d.*)$/;

/** Parses conditions such as `istio>=1.21`, separated by commas. Returns a message if that fails. */
export function parseWhen(when: string): readonly Condition[] | string {
  const conditions: Condition[] = [];
  for (const part of when.split(',').map((text) => text.trim())) {
    const found = conditionPattern.exec(part);
    const product = found?.[1];
    const range = found?.[2];
    if ((product !== 'kubernetes' && product !== 'istio') || !range || !isRange(range)) {
      return `\`${part}\` is not a version range. Write one such as istio>=1.21 or kubernetes>=1.33.`;
    }
    conditions.push({ product, range });
  }
  return conditions;
}

export function isRange(range: string): boolean {
  try {
    return new Range(range).range !== undefined;
  } catch {
    return false;
  }
}

/** Why the versions of the target do not fit a valid `when`; `undefined` if they fit. */
export function whyNotFit(when: string | undefined, versions: TargetVersions): string | undefined {
  if (when === undefined) return undefined;
  const conditions = parseWhen(when);
  if (typeof conditions === 'string') return conditions;
  for (const { product, range } of conditions) {
    const why = whyOutside(product, range, versions[product]);
    if (why) return why;
  }
  return undefined;
}

/** Why `version` is outside `range`; `undefined` if it is inside. Ignores pre-release parts of a version. */
export function whyOutside(product: string, range: string, version: string | undefined): string | undefined {
  if (version === undefined) return `needs ${product} ${range}, and the target has no ${product}`;
  const release = coerce(version);
  if (release instanceof SemVer && satisfies(release, range)) return undefined;
  return `needs ${product} ${range}, the target has ${version}`;
}
