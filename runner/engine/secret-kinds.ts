import { base64Inside } from './known-secrets.ts';

/**
 * Secrets that can be told from ordinary text by their form alone. Certificates, digests, UUIDs and names with a hash are none.
 * What a kind is made of says both what a whole one looks like and what may become one at the end of a text.
 */
interface Kind {
  /** What stands before it and stays, such as the name of a header; nothing else of a word where there is none. */
  readonly lead?: string;
  /** Texts of which each such lead holds one; else the first part is that. */
  readonly signs?: readonly string[];
  readonly parts: readonly Part[];
  /** What a whole one must also fulfil, looking ahead from its beginning. */
  readonly ahead?: string;
  /** What must stand behind a whole one, and what of that may have come. */
  readonly behind?: { readonly whole: string; readonly begun: string };
}

type Part =
  /** One of these texts. */
  | readonly string[]
  /** So many characters of a class, at least. */
  | { readonly chars: string; readonly least: number }
  /** Something that may follow, any number of times, and what of it may have come. */
  | { readonly more: string; readonly begun: string };

const chars = (set: string, least: number): Part => ({ chars: `[${set}]`, least });
const base64 = 'A-Za-z0-9+/';
const alone = '(?<![\\w-])';
/** `"` or nothing, `:` or `=`, and `"` or nothing again: YAML, JSON and settings. */
const is = '["\']?[ \\t]*[:=][ \\t]*["\']?';
/** Base64 that is wrapped goes on in long lines, or in a short one that is padded or ends as a key does, in `---` or `--` and a line feed. */
const wrapped: Part = {
  more: `\\r*\\n[${base64}]{48,}={0,2}|\\r*\\n[${base64}]{1,47}={1,2}|\\r*\\n[${base64}]{0,43}LS0[tK](?![${base64}=])`,
  begun: `\\r+|\\r*\\n[${base64}]*={0,2}`,
};

/** How Base64 of a private key begins. */
const keyInBase64 = [
  'PRIVATE KEY-----',
  'RSA PRIVATE KEY-----',
  'EC PRIVATE KEY-----',
  'DSA PRIVATE KEY-----',
  'ENCRYPTED PRIVATE KEY-----',
  'OPENSSH PRIVATE KEY-----',
].map((label) => base64Inside(Buffer.from(`-----BEGIN ${label}`), 0));

const kinds: readonly Kind[] = [
  // JSON Web Tokens (RFC 7519), among them those of service accounts.
  { parts: [['eyJ'], chars('\\w-', 8), ['.'], chars('\\w-', 8), ['.'], chars('\\w-', 1)] },
  // Base64 of `-----BEGIN … PRIVATE KEY-----`, by the labels of RFC 7468, OpenSSL and OpenSSH.
  { parts: [keyInBase64, chars(`${base64}=`, 8), wrapped] },
  { lead: `client-key-data${is}`, signs: ['client-key-data'], parts: [chars(`${base64}=`, 16)] },
  // Passwords of registries: base64 of `{"auths":`, and what is in it.
  { parts: [['eyJhdXRocyI6'], chars(`${base64}=`, 8)] },
  { lead: `"auth${is}`, signs: ['"auth"'], parts: [chars(`${base64}=`, 8)] },
  // Tokens with a prefix of their issuer's: GitHub, npm, GitLab, Docker, Google, Vault, Stripe, Slack, AWS.
  { parts: [['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'npm_'], chars('A-Za-z0-9', 36)] },
  { parts: [['github_pat_', 'glpat-', 'dckr_pat_', 'ya29.', 'hvs.', 'sk_live_', 'rk_live_'], chars('\\w-', 20)] },
  { parts: [['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-'], chars('A-Za-z0-9-', 10)] },
  { parts: [['AIza'], chars('\\w-', 35)] },
  { parts: [['AKIA', 'ASIA'], chars('A-Z0-9', 16)] },
  {
    lead: `(?:aws_secret_access_key|SecretAccessKey)${is}`,
    signs: ['aws_secret_access_key', 'SecretAccessKey'],
    parts: [chars(`${base64}=`, 40)],
  },
  // Headers of requests, and tokens that are named so: long, with a digit, and no path.
  {
    lead: `(?:uthorization|UTHORIZATION)${is}(?:[Bb]earer|[Bb]asic|[Tt]oken)[ \\t]+`,
    signs: ['uthorization', 'UTHORIZATION'],
    parts: [chars('\\w.~+/=-', 8)],
  },
  {
    lead: `(?<![A-Za-z0-9])[Tt]oken(?:${is}|[ \\t]+)(?!/)`,
    signs: ['oken'],
    parts: [chars('\\w.~+/=-', 20)],
    ahead: '(?=[^\\s"\']*\\d)',
  },
  // `://user:password@host`. A digest behind an image's tag looks alike.
  {
    lead: '://[^\\s/:@"\']{0,64}:',
    signs: ['://'],
    parts: [chars('^\\s/@"\'?#', 1)],
    behind: { whole: '(?=@(?!sha\\d{3}:))', begun: '@(?:s(?:h(?:a\\d{0,3})?)?)?' },
  },
];

/** PEM (RFC 7468), also with its line ends written out. */
const keyHead = '-----BEGIN ';
const keyLabel = '[A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----';

export interface Search {
  /** A text with such a secret holds one of these. */
  readonly signs: readonly string[];
  /** Its first group is the lead: what of the match is no secret. */
  readonly whole: RegExp;
}

export const searches: readonly Search[] = [
  ...kinds.map(
    (kind): Search => ({
      signs: signsOf(kind),
      whole: new RegExp(`(${leadOf(kind)})${kind.ahead ?? ''}${kind.parts.map(wholePart).join('')}${kind.behind?.whole ?? ''}`, 'g'),
    }),
  ),
  { signs: [keyHead], whole: new RegExp(`()${keyHead}${keyLabel}[\\s\\S]*?-----END ${keyLabel}`, 'g') },
];

/** What every text with a secret in it holds; one look for all of them is many times faster than one for each. */
export const anySign = new RegExp([...new Set(searches.flatMap(({ signs }) => signs))].map(literal).join('|'));

/** At the end of a text without blanks in it: where the first secret may begin that is not over, or not known to be one. To be searched from a place on. */
export const openWord = new RegExp(`(?:${[...kinds.map(openKind), begun(keyHead)].join('|')})$`, 'g');
/** Longer than what of a secret may have come before there is a sign of it. */
export const signChars = 32;

/** Secrets that go over several lines: how they begin, and what is open of one that begins so. */
export const openLines: readonly { readonly sign: string; readonly open: RegExp }[] = [
  { sign: keyHead, open: new RegExp(`^${keyHead}(?:[A-Z0-9 ]*-{0,4}|${keyLabel}(?![\\s\\S]*-----END ${keyLabel})[\\s\\S]*)$`) },
  { sign: keyInBase64[0]?.slice(0, 14) ?? '', open: new RegExp(`^(?:${openOf([keyInBase64, chars(`${base64}=`, 1), wrapped])})$`) },
];

function signsOf({ signs, parts: [first] }: Kind): readonly string[] {
  return signs ?? (Array.isArray(first) ? first : []);
}

function leadOf({ lead = alone }: Kind): string {
  return lead;
}

function openKind(kind: Kind): string {
  return `(?<=${leadOf(kind)})(?:${openOf(kind.parts)})(?:${kind.behind?.begun ?? ''})?`;
}

function wholePart(part: Part): string {
  if ('more' in part) return `(?:${part.more})*`;
  return 'chars' in part ? `${part.chars}{${part.least},}` : `(?:${part.map(literal).join('|')})`;
}

/** At least one character of what has come of them. */
function openOf([part, ...rest]: readonly Part[]): string {
  if (!part) return '';
  const then = rest.length > 0 ? `(?:${openOf(rest)})?` : '';
  if ('more' in part) return `(?:${part.more})*(?:${part.begun})?${then}`;
  if ('chars' in part) return `${part.chars}+${then}`;
  return part.map((text) => `${literal(text)}${then}|${begun(text)}`).join('|');
}

/** The beginnings of a text, short of all of it. */
function begun(text: string): string {
  return Array.from({ length: text.length - 1 }, (_, at) => literal(text.slice(0, at + 1))).join('|');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
