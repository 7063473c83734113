import { constantAddress, ipv4, ipv6 } from './address.ts';
import { curlMeter } from './curl-meter.ts';
import { forms } from './forms.ts';
import { alphabet, generatedNameOf } from './generated-name.ts';
import { isCpuQuantity, isSetDurationAfter } from './set-duration.ts';

/** A sample value of the page: its type, and the texts of the output that it accepts. */
export interface Value {
  /** The type's name, as people read it. */
  readonly type: string;
  /** The page's own text. */
  readonly sample: string;
  /** The text that every value starts with: the owner of a generated name. */
  readonly prefix?: string;
  /** The texts that may follow the prefix. A sticky regular expression. */
  readonly accepts: RegExp;
  /** A condition that the regular expression cannot express. */
  readonly valid?: (text: string) => boolean;
  /** The value may end after each character that matches this, not only at its longest. */
  readonly elastic?: RegExp;
  readonly identity?: Identity;
}

/** A sample with an identity stands for the same real value everywhere. */
export interface Identity {
  /** `TYPE:sample` or `TYPE:{{name}}`. */
  readonly key: string;
  /** Whether two different samples must stand for two different real values. */
  readonly distinct: boolean;
}

const names = Object.keys(forms);
const sticky = new Map(names.map((name) => [name, new RegExp(forms[name]!.source, 'y')]));
const meter = new RegExp(`${curlMeter.source}$`, 'y');

interface Lexer {
  readonly names: readonly string[];
  /** One capturing group for each form, in the order of `names`. */
  readonly pattern: RegExp;
}

const hints = names.map((name) => forms[name]!.hint);
const lexers = new Map<number, Lexer | undefined>();

/** A lexer for the forms that the text may hold. Undefined when it can hold none. */
function lexerFor(text: string): Lexer | undefined {
  let mask = 0;
  for (let at = 0; at < hints.length; at += 1) if (hints[at]!.test(text)) mask |= 1 << at;
  if (mask === 0) return undefined;
  const known = lexers.get(mask);
  if (known) return known;
  const hinted = names.filter((_, at) => mask & (1 << at));
  const lexer = {
    names: hinted,
    pattern: new RegExp(hinted.map((name) => `(${forms[name]!.source})`).join('|'), 'g'),
  };
  lexers.set(mask, lexer);
  return lexer;
}

/** A value and its place in a text. */
export interface PlacedValue {
  readonly value: Value;
  readonly start: number;
  readonly end: number;
}

/** All sample values of a text of the page, found by their form. The texts in `literals` are no samples. */
export function valuesIn(text: string, literals: ReadonlySet<string>): PlacedValue[] {
  if (text.includes('--:--') || text.includes('% ')) {
    meter.lastIndex = 0;
    if (meter.test(text))
      return [
        { value: { type: 'transfer meter', sample: text, accepts: meter }, start: 0, end: text.length },
      ];
  }
  const found: PlacedValue[] = [];
  const lexer = lexerFor(text);
  if (!lexer) return found;
  for (const match of text.matchAll(lexer.pattern)) {
    const sample = match[0];
    if (literals.has(sample)) continue;
    const name = lexer.names[match.indexOf(sample, 1) - 1]!;
    const [start, end] = [match.index, match.index + sample.length];
    if (name === 'duration' && isPrescribed(text, start, end)) continue;
    const value = valueOf(
      name,
      sample,
      name === 'generated' && /\bpods?(?:\/| "?)$/.test(text.slice(Math.max(0, start - 6), start)),
    );
    if (value) found.push({ value, start, end });
  }
  return found;
}

/** Whether a text with the form of a duration is a setting or a quantity of CPU, which is no sample. */
function isPrescribed(text: string, start: number, end: number): boolean {
  const [before, sample] = [text.slice(0, start), text.slice(start, end)];
  return isSetDurationAfter(before, sample) || isCpuQuantity(before, sample, text.slice(end));
}

const identityHint = new RegExp(
  '\\d\\.\\d{1,3}\\.\\d|::|[\\da-fA-F]:[\\da-fA-F]{1,4}:|' +
    `-[${alphabet}]{5}(?![a-z0-9])|-[4-9bcdf]{6}|-\\d{8}|[\\da-fA-F]{8}-`,
);

/**
 * Tests quickly whether the text may hold a value with an identity. It is never false when the text holds
 * one.
 */
export function mayIdentify(text: string): boolean {
  return identityHint.test(text);
}

function valueOf(name: string, sample: string, isPod: boolean): Value | undefined {
  const form = forms[name]!;
  if (form.valid && !form.valid(sample)) return undefined;
  if (name === 'generated') return generatedValue(sample, isPod);
  if (name === 'cidr') return rangeValue(sample);
  return {
    type: form.type,
    sample,
    accepts: sticky.get(name)!,
    ...(form.valid && { valid: form.valid }),
    ...(form.identity && {
      identity: { key: `${form.identity}:${sample}`, distinct: form.distinct ?? false },
    }),
  };
}

/**
 * Accepts ranges with the same prefix length. The length is no sample, because it says how many addresses
 * there are.
 */
function rangeValue(sample: string): Value {
  const [address = '', length = ''] = sample.split('/');
  const form = address.includes(':') ? ipv6 : ipv4;
  const source = `(?<![\\w.:])(?!${constantAddress})${form}/${length}(?![\\w/]|\\.\\d)`;
  return { type: `range of prefix length ${length}`, sample, accepts: new RegExp(source, 'y') };
}

/**
 * A generated name as a sample. Undefined when the text is no generated name.
 * @param isPod whether the page says that it is a pod
 */
export function generatedValue(sample: string, isPod: boolean): Value | undefined {
  const generated = generatedNameOf(sample, isPod);
  if (!generated) return undefined;
  const type = { pod: 'pod name', replicaset: 'ReplicaSet name', job: 'Job name' }[generated.kind];
  return {
    type,
    sample,
    prefix: generated.owner,
    accepts: generated.others,
    identity: { key: `${generated.kind}:${sample}`, distinct: true },
  };
}
