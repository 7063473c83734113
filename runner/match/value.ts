import { cidr, constantAddress, ipv4, ipv6 } from './address.ts';
import { duration } from './duration.ts';
import { generatedName, generatedNameOf } from './generated-name.ts';
import { curlMeter } from './normalise.ts';
import { isRealDay, timestampForms } from './timestamp.ts';

/** A sample value of the page: what it is and what the output may have in its place. */
export interface Value {
  /** The type's name, as people read it. */
  readonly type: string;
  /** The page's own text. */
  readonly sample: string;
  /** Sticky. */
  readonly accepts: RegExp;
  /** What the regular expression cannot say. */
  readonly valid?: (text: string) => boolean;
  /** May end at several places, the longest first: behind each of these characters. */
  readonly elastic?: RegExp;
  readonly identity?: Identity;
}

/** The same sample must be the same real value everywhere. */
export interface Identity {
  /** `TYPE:sample` or `TYPE:{{name}}`. */
  readonly key: string;
  /** Two such samples of a guide are two things: their real values differ. */
  readonly distinct: boolean;
}

interface Form {
  readonly type: string;
  readonly source: string;
  readonly valid?: (text: string) => boolean;
  readonly identity?: string;
  readonly distinct?: boolean;
}

const sha256 = 'sha256:[0-9a-f]{64}';
export const uuidSource = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';

const timestamps: Form[] = Object.values(timestampForms).map((source) => ({
  type: 'timestamp',
  source: `(?<![\\w.-])${source}(?!\\w)`,
  valid: isRealDay,
}));

/**
 * `timeout: 5s`, `interval=1m`, `"perTryTimeout": "2s"`: a duration that a key names is a setting, which must agree, unless the
 * key says that it was measured.
 */
const measured =
  '[Aa]ge|[Tt]ook|[Ee]lapsed|[Ss]ince|[Uu]ptime|[Dd]uration|[Ll]atency|[Tt]ime|[Rr]eal|[Uu]ser|[Ss]ys|[Ss]pent|[Tt]otal|[Ss]een|[Ww]aited|[Ll]ag';
const settingKey = `(?<![A-Za-z](?<!(?:${measured}))"?[:=] {0,20}"?)`;

const measuredKey = new RegExp(`(?:${measured})$`, 'i');
const wholeDuration = new RegExp(`^${duration}$`);

/** Whether the value of a key or of a column's cell is a duration that was set, not measured: then it must agree. */
export function isSetDuration(key: string, text: string): boolean {
  return wholeDuration.test(text) && !measuredKey.test(key);
}

/**
 * The forms that make a text a sample value wherever it stands, in the order they are tried. A value never starts or
 * ends inside a longer word, number or name. A number is a sample only where its neighbours say what it counts.
 */
const forms = {
  ...(Object.fromEntries(timestamps.map((form, index) => [`timestamp${index}`, form])) as Record<string, Form>),
  uuid: { type: 'uuid', source: `(?<![\\w-])${uuidSource}(?![\\w-])`, identity: 'uuid', distinct: true },
  digest: { type: 'digest', source: `(?<!\\w)${sha256}(?!\\w)` },
  cidr: { type: 'cidr', source: `(?<![\\w.:])(?!${constantAddress})${cidr}(?![\\w/]|\\.\\d)` },
  ipv6: { type: 'ipv6', source: `(?<![\\w.:])(?!${constantAddress})(?=[A-Fa-f:]*\\d)${ipv6}(?![\\w:]|\\.\\d)`, identity: 'ip', distinct: true },
  ipv4: {
    type: 'ipv4',
    source: `(?<![\\w.])(?<![A-Za-z]-)(?!${constantAddress})${ipv4}(?!\\w|\\.\\d|-[A-Za-z])`,
    identity: 'ip',
    distinct: true,
  },
  generated: { type: 'generated name', source: generatedName },
  duration: {
    type: 'duration',
    source: `(?<![\\w./-])(?<!\\bcpu"?[:=]? {0,20}"?)${settingKey}${duration}(?![\\w/-]|\\.\\d)`,
  },
  resourceVersion: { type: 'resource version', source: '(?<=\\bresourceVersion"?[:=] ?"?)\\d+(?!\\w)' },
  templateHash: { type: 'hash', source: '(?<=\\bpod-template-hash"?[:=] ?"?)[bcdfghjklmnpqrstvwxz2456789]{5,10}(?!\\w)' },
  contentLength: { type: 'byte count', source: '(?<=^(?:[<>] )?[Cc]ontent-[Ll]ength: )[1-9]\\d*$' },
  bytesData: { type: 'byte count', source: '(?<=\\[)\\d+(?= bytes data\\]$)' },
  upstreamTime: { type: 'milliseconds', source: '(?<=^(?:[<>] )?[Xx]-[Ee]nvoy-[Uu]pstream-[Ss]ervice-[Tt]ime: )\\d+$' },
} satisfies Record<string, Form>;

const names = Object.keys(forms);
/** One capturing group a form, in their order; the forms have none of their own. */
const lexer = new RegExp(names.map((name) => `(${(forms as Record<string, Form>)[name]!.source})`).join('|'), 'g');
const sticky = new Map(names.map((name) => [name, new RegExp((forms as Record<string, Form>)[name]!.source, 'y')]));
const meter = new RegExp(`${curlMeter.source}$`, 'y');

/** A value and where it stands in its text. */
export interface PlacedValue {
  readonly value: Value;
  readonly start: number;
  readonly end: number;
}

/** All sample values of a text of the page, by their form. What `literals` holds is no sample. */
export function valuesIn(text: string, literals: ReadonlySet<string>): PlacedValue[] {
  if (text.includes('--:--') || text.includes('% ')) {
    meter.lastIndex = 0;
    if (meter.test(text)) return [{ value: { type: 'transfer meter', sample: text, accepts: meter }, start: 0, end: text.length }];
  }
  const found: PlacedValue[] = [];
  for (const match of text.matchAll(lexer)) {
    const sample = match[0];
    if (literals.has(sample)) continue;
    const name = names[match.indexOf(sample, 1) - 1]!;
    const value = valueOf(name, sample, name === 'generated' && /\bpods?(?:\/| "?)$/.test(text.slice(Math.max(0, match.index - 6), match.index)));
    if (value) found.push({ value, start: match.index, end: match.index + sample.length });
  }
  return found;
}

/** Could the text hold a value with an identity? Quick, and never wrongly no. */
export function mayIdentify(text: string): boolean {
  return /\d\.\d{1,3}\.\d|::|[\da-fA-F]:[\da-fA-F]{1,4}:|-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9])|-[4-9bcdf]{6}|-\d{8}|[\da-fA-F]{8}-/.test(text);
}

function valueOf(name: string, sample: string, declared: boolean): Value | undefined {
  const form = (forms as Record<string, Form>)[name]!;
  if (form.valid && !form.valid(sample)) return undefined;
  if (name === 'generated') return generatedValue(sample, declared);
  return {
    type: form.type,
    sample,
    accepts: sticky.get(name)!,
    ...(form.valid && { valid: form.valid }),
    ...(form.identity && { identity: { key: `${form.identity}:${sample}`, distinct: form.distinct ?? false } }),
  };
}

/** A generated name as a sample, or undefined when it is none. */
export function generatedValue(sample: string, declared: boolean): Value | undefined {
  const generated = generatedNameOf(sample, declared);
  if (!generated) return undefined;
  const type = { pod: 'pod name', replicaset: 'ReplicaSet name', job: 'Job name' }[generated.kind];
  return {
    type,
    sample,
    accepts: new RegExp(generated.others, 'y'),
    identity: { key: `${generated.kind}:${sample}`, distinct: true },
  };
}
