import { cidr, constantAddress, ipv4, ipv6 } from './address.ts';
import { duration } from './duration.ts';
import { generatedHint, generatedName, generatedNameOf } from './generated-name.ts';
import { curlMeter } from './normalise.ts';
import { isCpuQuantity, isSetDurationAfter } from './set-duration.ts';
import { isRealDay, timestampForms } from './timestamp.ts';

/** A sample value of the page: what it is and what the output may have in its place. */
export interface Value {
  /** The type's name, as people read it. */
  readonly type: string;
  /** The page's own text. */
  readonly sample: string;
  /** What it always begins with: the owner of a generated name. */
  readonly prefix?: string;
  /** Sticky; what follows the prefix. */
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
  /** Every text that holds such a value has this: a quick test before the slow one. */
  readonly hint: RegExp;
  readonly valid?: (text: string) => boolean;
  readonly identity?: string;
  readonly distinct?: boolean;
}

const sha256 = 'sha256:[0-9a-f]{64}';
export const uuidSource = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';

/** What a cluster allocates from by default (kube-apiserver, `--service-node-port-range`): 30000 to 32767. */
const nodePort = '(?:3[01]\\d{3}|32[0-6]\\d\\d|327[0-5]\\d|3276[0-7])';

const timestamps: Form[] = Object.values(timestampForms).map((source) => ({
  type: 'timestamp',
  hint: /\d:\d\d:/,
  source: `(?<![\\w.-])${source}(?!\\w)`,
  valid: isRealDay,
}));

/**
 * The forms that make a text a sample value wherever it stands, in the order they are tried. A value never
 * starts or ends inside a longer word, number or name. A number is a sample only where its neighbours say
 * what it counts.
 */
const forms = {
  ...(Object.fromEntries(timestamps.map((form, index) => [`timestamp${index}`, form])) as Record<
    string,
    Form
  >),
  volume: {
    type: 'volume name',
    hint: /pvc-/,
    source: `(?<![\\w-])pvc-${uuidSource}(?![\\w-])`,
    identity: 'volume',
    distinct: true,
  },
  uuid: {
    type: 'uuid',
    hint: /-[0-9a-fA-F]{4}-/,
    source: `(?<![\\w-])${uuidSource}(?![\\w-])`,
    identity: 'uuid',
    distinct: true,
  },
  digest: { type: 'digest', hint: /sha256:/, source: `(?<!\\w)${sha256}(?!\\w)` },
  container: {
    type: 'container ID',
    hint: /:\/\/[0-9a-f]{64}/,
    source: '(?<=\\b(?:containerd|cri-o|docker)://)[0-9a-f]{64}(?!\\w)',
  },
  cidr: {
    type: 'cidr',
    hint: /[.:][\da-fA-F]*\/\d/,
    source: `(?<![\\w.:])(?!${constantAddress})${cidr}(?![\\w/]|\\.\\d)`,
  },
  ipv6: {
    type: 'ipv6',
    hint: /:[\da-fA-F]{0,4}:/,
    source: `(?<![\\w.:])(?!${constantAddress})(?=[A-Fa-f:]*\\d)${ipv6}(?![\\w:]|\\.\\d)`,
    identity: 'ip',
    distinct: true,
  },
  ipv4: {
    type: 'ipv4',
    hint: /\d\.\d{1,3}\.\d/,
    // `version 1.2.3.4` is none.
    source:
      '(?<![\\w.])(?<![A-Za-z]-)(?<!version"?[:=]? {0,20}"?|Version"?[:=]? ' +
      `{0,20}"?)(?!${constantAddress})${ipv4}(?!\\w|\\.\\d|-[A-Za-z])`,
    identity: 'ip',
    distinct: true,
  },
  generated: { type: 'generated name', hint: generatedHint, source: generatedName },
  duration: {
    type: 'duration',
    hint: /\d[smhdynuµμ]/,
    source: `(?<![\\w./-])${duration}(?![\\w/-]|\\.\\d)`,
  },
  nodePort: {
    type: 'node port',
    hint: /:3\d{4}\/|nodePort/,
    source:
      `(?:(?<=(?<![\\w.:])\\d{1,5}:)${nodePort}(?=/(?:TCP|UDP|SCTP)\\b)|(?<=\\bnodePort"?: ` +
      `?)${nodePort}(?!\\w))`,
  },
  resourceVersion: {
    type: 'resource version',
    hint: /resourceVersion/,
    source: '(?<=\\bresourceVersion"?[:=] ?"?)\\d+(?!\\w)',
  },
  templateHash: {
    type: 'hash',
    hint: /pod-template-hash/,
    source: '(?<=\\bpod-template-hash"?[:=] ?"?)[bcdfghjklmnpqrstvwxz2456789]{5,10}(?!\\w)',
  },
  contentLength: {
    type: 'byte count',
    hint: /ontent-[Ll]ength/,
    source: '(?<=^(?:[<>] )?[Cc]ontent-[Ll]ength: )[1-9]\\d*$',
  },
  bytesData: { type: 'byte count', hint: /bytes data/, source: '(?<=\\[)\\d+(?= bytes data\\]$)' },
  upstreamTime: {
    type: 'milliseconds',
    hint: /[Ss]ervice-[Tt]ime/,
    source: '(?<=^(?:[<>] )?[Xx]-[Ee]nvoy-[Uu]pstream-[Ss]ervice-[Tt]ime: )\\d+$',
  },
} satisfies Record<string, Form>;

const names = Object.keys(forms);
const sticky = new Map(
  names.map((name) => [name, new RegExp((forms as Record<string, Form>)[name]!.source, 'y')]),
);
const meter = new RegExp(`${curlMeter.source}$`, 'y');

interface Lexer {
  readonly names: readonly string[];
  /** One capturing group a form, in their order; the forms have none of their own. */
  readonly pattern: RegExp;
}

const hints = names.map((name) => (forms as Record<string, Form>)[name]!.hint);
const lexers = new Map<number, Lexer | undefined>();

/** Finds the forms that the text may hold, in their order; undefined when it can hold none. */
function lexerFor(text: string): Lexer | undefined {
  let mask = 0;
  for (let at = 0; at < hints.length; at += 1) if (hints[at]!.test(text)) mask |= 1 << at;
  if (mask === 0) return undefined;
  const known = lexers.get(mask);
  if (known) return known;
  const hinted = names.filter((_, at) => mask & (1 << at));
  const lexer = {
    names: hinted,
    pattern: new RegExp(
      hinted.map((name) => `(${(forms as Record<string, Form>)[name]!.source})`).join('|'),
      'g',
    ),
  };
  lexers.set(mask, lexer);
  return lexer;
}

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

/** A text of a duration's form that somebody set: it must agree. */
function isPrescribed(text: string, start: number, end: number): boolean {
  const [before, sample] = [text.slice(0, start), text.slice(start, end)];
  return isSetDurationAfter(before, sample) || isCpuQuantity(before, sample, text.slice(end));
}

/** Could the text hold a value with an identity? Quick, and never wrongly no. */
export function mayIdentify(text: string): boolean {
  return /\d\.\d{1,3}\.\d|::|[\da-fA-F]:[\da-fA-F]{1,4}:|-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9])|-[4-9bcdf]{6}|-\d{8}|[\da-fA-F]{8}-/.test(
    text,
  );
}

function valueOf(name: string, sample: string, declared: boolean): Value | undefined {
  const form = (forms as Record<string, Form>)[name]!;
  if (form.valid && !form.valid(sample)) return undefined;
  if (name === 'generated') return generatedValue(sample, declared);
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
 * A range of another network of the same size: the prefix length says how many addresses, so it is no sample.
 */
function rangeValue(sample: string): Value {
  const [address = '', length = ''] = sample.split('/');
  const source = `(?<![\\w.:])(?!${constantAddress})${address.includes(':') ? ipv6 : ipv4}/${length}(?![\\w/]|\\.\\d)`;
  return { type: `range of prefix length ${length}`, sample, accepts: new RegExp(source, 'y') };
}

/** A generated name as a sample, or undefined when it is none. */
export function generatedValue(sample: string, declared: boolean): Value | undefined {
  const generated = generatedNameOf(sample, declared);
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
