/**
 * Names that Kubernetes makes from an owner's name and a random or hashed suffix.
 *
 * Sources: k8s.io/apimachinery/pkg/util/rand (the alphabet has no vowels, no 0, 1, 3 and no y),
 * `SafeEncodeString` of a 32-bit hash for the ReplicaSet part (its digits can only become 456789bcdf), five
 * random characters for `generateName`, and the CronJob controller's minutes since 1970. StatefulSet pods
 * (`web-0`) have no such part.
 */

export const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffix = `[${alphabet}]{5}`;
const owner = '[a-z](?:[a-z0-9-]{0,220}[a-z0-9])?';
/**
 * The hash that the controller makes; or, for samples that authors invent, the alphabet with at least two
 * digits.
 */
const hash = `(?:[4-9bcdf]{6,10}|(?=[a-z]*\\d[a-z]*\\d)[${alphabet}]{8,10})`;
const minutes = '(?:2[5-9]|3[0-5])\\d{6}';
/**
 * In running text a suffix must look random: it has a digit and a letter, and is neither a number with a unit
 * nor a word with a number (`http2`).
 */
const randomSuffix =
  '(?=[a-z]{0,4}\\d)(?=\\d{0,4}[a-z])' +
  `(?!(?:\\d{2,4}[a-z]{1,3}|[a-z]{2,4}\\d{1,3})(?![a-z0-9-]))${suffix}`;

const before = '(?<![A-Za-z0-9_-])';
const after = '(?![A-Za-z0-9_-])';

/** How one kind of generated names is written. */
interface Shape {
  /** A regular expression for a sample; its first group is the owner. */
  readonly sample: string;
  /** The text that may follow the owner in another name. */
  readonly rest: string;
}

const deploymentPod: Shape = {
  sample: `(${owner})-${hash}-${suffix}`,
  rest: `-[${alphabet}]{5,10}-${suffix}`,
};
const cronJobPod: Shape = { sample: `(${owner})-${minutes}-${suffix}`, rest: `-${minutes}-${suffix}` };
const cronJobJob: Shape = { sample: `(${owner})-${minutes}`, rest: `-${minutes}` };
const replicaSet: Shape = { sample: `(${owner})-(?=[a-z]*\\d)[4-9bcdf]{8,10}`, rest: '-[4-9bcdf]{5,10}' };
const ownedPod: Shape = { sample: `(${owner})-${randomSuffix}`, rest: `-${suffix}` };
/**
 * If the page says that a name is a pod (a pod table, `pod/…`), a suffix of five characters of the alphabet
 * is enough.
 */
const declaredPod: Shape = { sample: `(${owner})-${suffix}`, rest: `-${suffix}` };

export type GeneratedKind = 'pod' | 'replicaset' | 'job';

const inText: readonly (readonly [GeneratedKind, Shape])[] = [
  ['pod', deploymentPod],
  ['pod', cronJobPod],
  ['job', cronJobJob],
  ['replicaset', replicaSet],
  ['pod', ownedPod],
];

/** A quick test: every text that holds a generated name matches this. */
export const generatedHint = new RegExp(`-(?:${suffix}|${minutes})`);

/** Finds a generated name in running text. The kinds are tried in this order. */
export const generatedName = `${before}(?:${[
  ...inText.map(([, { sample }]) => withoutGroups(sample)),
  `(?<=\\bpods?(?:/| "?))${withoutGroups(declaredPod.sample)}`,
].join('|')})${after}`;

/** Any name that counts as a pod name if the page says that the name is a pod. */
export const suffixedName = `${before}${withoutGroups(declaredPod.sample)}${after}`;

/**
 * The kind and the owner of a generated name. `others` accepts what may follow the owner in another name.
 * @param isPod whether the page says that it is a pod, by its column or by `pod/` before it
 */
export function generatedNameOf(
  sample: string,
  isPod: boolean,
): { kind: GeneratedKind; owner: string; others: RegExp } | undefined {
  for (const { kind, whole, others } of isPod ? whenDeclared : shapes) {
    const found = whole.exec(sample)?.[1];
    if (found !== undefined) return { kind, owner: found, others };
  }
  return undefined;
}

function compiled([kind, { sample, rest }]: readonly [GeneratedKind, Shape]): {
  kind: GeneratedKind;
  whole: RegExp;
  others: RegExp;
} {
  return { kind, whole: new RegExp(`^${sample}$`), others: new RegExp(`${rest}${after}`, 'y') };
}

const shapes = inText.map(compiled);
const whenDeclared = [...shapes, compiled(['pod', declaredPod])];

/** Whether a name may start at this place of a text. */
export function startsName(text: string, place: number): boolean {
  return place === 0 || !/[A-Za-z0-9_-]/.test(text[place - 1]!);
}

/** A pod name of any owner, for `{{pod}}`. */
export const podName = `(?:${[
  ...[deploymentPod, cronJobPod, declaredPod].map(({ sample }) => withoutGroups(sample)),
  `${owner}-\\d{1,4}`,
].join('|')})`;

function withoutGroups(source: string): string {
  return source.replace(/\((?!\?)/g, '(?:');
}
