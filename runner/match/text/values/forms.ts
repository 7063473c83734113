import { cidr, constantAddress, ipv4, ipv6 } from './address.ts';
import { duration } from './duration.ts';
import { alphabet, generatedHint, generatedName } from './generated-name.ts';
import { isRealDay, timestampForms } from './timestamp.ts';

/** How the values of one type are written. */
export interface Form {
  /** The type's name, as people read it. */
  readonly type: string;
  /** A regular expression without capturing groups. */
  readonly source: string;
  /** A quick test: every text that holds such a value matches this. */
  readonly hint: RegExp;
  /** A condition that the regular expression cannot express. */
  readonly valid?: (text: string) => boolean;
  /** The first part of the key of `Identity`, for values that have one. */
  readonly identity?: string;
  readonly distinct?: boolean;
}

const sha256 = 'sha256:[0-9a-f]{64}';
export const uuidSource = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';

/** The default range of node ports (kube-apiserver, `--service-node-port-range`): 30000 to 32767. */
const nodePort = '(?:3[01]\\d{3}|32[0-6]\\d\\d|327[0-5]\\d|3276[0-7])';

const timestamps: Form[] = Object.values(timestampForms).map((source) => ({
  type: 'timestamp',
  hint: /\d:\d\d:/,
  source: `(?<![\\w.-])${source}(?!\\w)`,
  valid: isRealDay,
}));

/**
 * The forms that make a text a sample value anywhere on a page, in the order in which they are tried. A value
 * never starts or ends inside a longer word, number or name. A number is a sample only if the text around it
 * says what the number counts.
 */
export const forms: Readonly<Record<string, Form>> = {
  ...Object.fromEntries(timestamps.map((form, index) => [`timestamp${index}`, form])),
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
    // `version 1.2.3.4` is no address.
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
    source: `(?<=\\bpod-template-hash"?[:=] ?"?)[${alphabet}]{5,10}(?!\\w)`,
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
};
