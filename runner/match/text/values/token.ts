/**
 * Tokens `{{type}}` and `{{type:name}}` in printed output: values whose type cannot be read off their form.
 */

import { cidr, ipv4, ipv6 } from './address.ts';
import { dnsName } from './dns-name.ts';
import { age, duration } from './duration.ts';
import { uuidSource } from './forms.ts';
import { alphabet, podName } from './generated-name.ts';
import { calendarDate, isRealDay, timestampForms } from './timestamp.ts';
import type { Value } from './value.ts';

interface TokenType {
  readonly source: string;
  /** The value may end after each character that matches this, not only at its longest. */
  readonly elastic?: RegExp;
  readonly valid?: (text: string) => boolean;
}

const timestamp = `(?:${Object.values(timestampForms).join('|')})`;

const tokenTypes: Readonly<Record<string, TokenType>> = {
  age: { source: age },
  duration: { source: duration },
  ip: { source: `(?:${ipv6}|${ipv4})(?!:[0-9A-Fa-f:]*:)` },
  ipv4: { source: ipv4 },
  ipv6: { source: ipv6 },
  cidr: { source: cidr },
  pod: { source: podName },
  name: { source: dnsName, elastic: /[a-z0-9]/ },
  uuid: { source: uuidSource },
  timestamp: { source: timestamp, valid: isRealDay },
  date: { source: `(?:${timestampForms.http}|${calendarDate})`, valid: isRealDay },
  number: { source: '-?\\d+(?:\\.\\d+)?' },
  port: { source: '(?:6553[0-5]|655[0-2]\\d|65[0-4]\\d\\d|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})' },
  size: { source: '\\d+(?:\\.\\d+)? ?(?:[kKMGTPE]i?[Bb]?|[Bb](?:ytes?)?)' },
  hash: { source: `(?:[0-9a-f]{6,128}|[${alphabet}]{5,10})` },
  digest: { source: '(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})' },
  version: { source: 'v?\\d+(?:\\.\\d+){1,3}(?:[-+][0-9A-Za-z.+-]*[0-9A-Za-z])?' },
  word: { source: '(?=\\S*[\\p{L}\\p{N}])\\S+', elastic: /\S/ },
  any: { source: '.+', elastic: /[\s\S]/ },
};

export const tokenTypeNames: readonly string[] = Object.keys(tokenTypes);

/** Finds tokens. Go templates such as `{{.spec}}` are no tokens. */
export const tokenPattern = /\{\{ ?([a-z][a-z0-9-]*)(?::([A-Za-z0-9_.-]+))? ?\}\}/g;

/**
 * The value that a token stands for. Undefined when its type does not exist. The value does not end inside a
 * word or number, unless the page continues with one (`{{number}}ms`).
 */
export function tokenValue(
  { text, type, name }: { text: string; type: string; name: string | undefined },
  neighbours: { before: string; after: string },
): Value | undefined {
  const found = Object.hasOwn(tokenTypes, type) ? tokenTypes[type] : undefined;
  if (!found) return undefined;
  const free = found.elastic !== undefined;
  const left =
    free || /(?:[\w-]|\}\}|\.\.\.)$/.test(neighbours.before)
      ? ''
      : type === 'number'
        ? '(?<![\\w.])'
        : '(?<!\\w)';
  const right = free || /^\w/.test(neighbours.after) ? '' : '(?!\\w|\\.\\d)';
  return {
    type,
    sample: text,
    accepts: new RegExp(`${left}(?:${found.source})${right}`, 'suy'),
    ...(found.valid && { valid: found.valid }),
    ...(found.elastic && { elastic: found.elastic }),
    ...(name !== undefined && { identity: { key: `${type}:{{${name}}}`, distinct: false } }),
  };
}
