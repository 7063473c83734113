import { base64Inside } from './known-secrets.ts';
import { LazyDfa } from './lazy-dfa.ts';
import { automatonOf, type Kind } from './secret-automaton.ts';
import { all, any, chars, maybe, one, type Pattern, repeated } from './secret-pattern.ts';

/**
 * The kinds of secrets that we recognise by their form, or by the name before them. Certificates, digests,
 * UUIDs and names with a hash are not secret.
 */
const base64 = /[A-Za-z0-9+/]/;
const base64Padded = /[A-Za-z0-9+/=]/;
const tokenChar = /[\w.~+/=-]/;
/** A character that may not stand directly before a word. */
const wordChar = /[\w-]/;

const blank = /[ \t]/;
/** A quotation mark, also escaped as in a JSON string inside another one. */
const quote = all(chars(/\\/, 0, 3), one(/["']/));
/** A colon or an equals sign after a name, as in YAML, JSON and settings. */
const sign = all(maybe(quote), chars(blank, 0), one(/[:=]/), chars(blank, 0));
const is = all(sign, maybe(quote));
/** The text between the name of a variable and its value; Kubernetes writes the value under `value`. */
const isValue = any(is, all(maybe(quote), maybe(','), chars(/\s/, 0), maybe(quote), 'value', is));
/** Placeholders such as `$NAME` or `<none>`, and paths, are not secret. */
const valueStart = one(/[^\s"'`$<({[/\\|&]/);
const valueChar = /[^\s"'`\\]/;
/** A JSON escape of a character, also in a string inside another string. Go escapes `&`, `<` and `>`. */
const escaped = all(chars(/\\/, 1, 4), 'u', chars(/[0-9A-Fa-f]/, 4, 4));

function value(least: number): Pattern {
  return all(any(valueStart, escaped), repeated(any(one(valueChar), escaped), least - 1));
}

/** A line end, also escaped (`\\n`), with the indentation of the next line. */
const newLine = all(
  repeated(any(all(chars(/\r/, 0), '\n'), all(chars(/\\/, 1, 4), one(/[rn]/))), 1),
  chars(/[ \t|>+]/, 0),
);

/**
 * Wrapped Base64 continues in long lines, or in a short one that is padded or ends as an encoded key does:
 * `---`, or `--` and a line feed.
 */
const wrapped = repeated(
  all(
    chars(/\r/, 0),
    '\n',
    any(
      all(chars(base64, 48), chars(/=/, 0, 2)),
      all(chars(base64, 1, 47), chars(/=/, 1, 2)),
      all(chars(base64, 0, 43), any('LS0t', 'LS0K')),
    ),
  ),
  0,
);

/** The beginnings of private keys in Base64. */
const keyInBase64 = ['', 'RSA ', 'EC ', 'DSA ', 'ENCRYPTED ', 'OPENSSH '].map((label) =>
  base64Inside(Buffer.from(`-----BEGIN ${label}PRIVATE KEY-----`), 0),
);

/**
 * PEM (RFC 7468), also with escaped line ends. Without an END line, the key reaches as far as its long or
 * padded lines.
 */
const keyLabel = all(chars(/[A-Z0-9 ]/, 0), 'PRIVATE KEY', maybe(' BLOCK'), '-----');
const keyHeader = all(one(/[A-Z]/), chars(/[A-Za-z-]/, 2), ': ', chars(/[^\r\n\\]/, 0));
const keyLine = all(chars(base64Padded, 0), newLine);
const privateKey = all(
  '-----BEGIN ',
  keyLabel,
  repeated(all(newLine, keyHeader), 0),
  maybe(
    maybe(newLine),
    repeated(keyLine, 0),
    any(chars(base64Padded, 16), all(chars(base64, 1), chars(/=/, 1, 2)), all('-----END ', keyLabel)),
  ),
);

const secretNames = any(
  'TOKEN',
  'SECRET',
  'CREDENTIAL',
  'CREDENTIALS',
  ...[
    'API_',
    'API',
    'API-',
    'ACCESS_',
    'SECRET_',
    'SECRET',
    'PRIVATE_',
    'ENCRYPTION_',
    'SIGNING_',
    'ACCOUNT_',
    'MASTER_',
    'AUTH_',
  ].map((name) => `${name}KEY`),
);
const passwordNames = any('PASSWORD', 'PASSWD', 'PASSPHRASE', '_PASS', 'MYSQL_PWD');
const smallNames = any(
  ...[
    'password',
    'Password',
    'passwd',
    'passphrase',
    'client_secret',
    'clientSecret',
    'client-secret',
    'secret_key',
    'secretKey',
    'secret-key',
  ],
  ...[
    'api_key',
    'apiKey',
    'apikey',
    'api-key',
    'Api-Key',
    'API-Key',
    'aws_secret_access_key',
    'SecretAccessKey',
    'secretAccessKey',
  ],
);
const tokenPrefixes = [
  'access',
  'Access',
  'refresh',
  'Refresh',
  'id',
  'Id',
  'auth',
  'Auth',
  'session',
  'Session',
  'identity',
  'Identity',
  'bearer',
  'Bearer',
];

const kinds: readonly Kind[] = [
  // JSON Web Tokens (RFC 7519), among them those of service accounts.
  {
    notAfter: wordChar,
    secret: all('eyJ', chars(wordChar, 8), '.', chars(wordChar, 8), '.', chars(wordChar, 1)),
  },
  { secret: privateKey },
  { notAfter: wordChar, secret: all(any(...keyInBase64), chars(base64Padded, 8), wrapped) },
  { lead: all('client-key-data', is), secret: chars(base64Padded, 16) },
  // Passwords of registries: Base64 of a text that begins with `{"auths":`, and the passwords in such a text.
  { notAfter: wordChar, secret: all('eyJhdXRocyI6', chars(base64Padded, 8)) },
  { lead: all(quote, 'auth', is), secret: chars(base64Padded, 8) },
  // Tokens with the prefix of their issuer: GitHub, npm, GitLab, Docker, Google, Vault, Stripe, Slack, AWS.
  {
    notAfter: wordChar,
    secret: all(any('ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'npm_'), chars(/[A-Za-z0-9]/, 36)),
  },
  {
    notAfter: wordChar,
    secret: all(
      any('github_pat_', 'glpat-', 'dckr_pat_', 'ya29.', 'hvs.', 'sk_live_', 'rk_live_'),
      chars(wordChar, 20),
    ),
  },
  { notAfter: wordChar, secret: all('xox', one(/[abeoprs]/), '-', chars(/[A-Za-z0-9-]/, 10)) },
  { notAfter: wordChar, secret: all('xapp-', chars(/[A-Za-z0-9-]/, 10)) },
  { notAfter: wordChar, secret: all('AIza', chars(wordChar, 35)) },
  { notAfter: wordChar, secret: all(any('AKIA', 'ASIA'), chars(/[A-Z0-9]/, 16)) },
  // Authorization headers: any value after a known scheme, else a long value with a digit.
  {
    lead: all(
      any('uthorization', 'UTHORIZATION'),
      is,
      any(
        ...['earer', 'asic', 'oken', 'piKey'].flatMap((scheme) => [all(one(/[A-Za-z]/), scheme)]),
        'BEARER',
        'BASIC',
      ),
      chars(blank, 1),
    ),
    secret: chars(tokenChar, 4),
  },
  { lead: all(any('uthorization', 'UTHORIZATION'), is), secret: chars(tokenChar, 16), hasDigit: true },
  // A value named `token` is a secret if it is long, has a digit and is no path.
  {
    notAfter: /[A-Za-z0-9]/,
    lead: all(one(/[Tt]/), 'oken', any(is, chars(blank, 1))),
    secret: all(one(/[\w.~+=-]/), chars(tokenChar, 19)),
    hasDigit: true,
  },
  {
    lead: all(any(...tokenPrefixes), one(/[Tt]/), 'oken', is),
    secret: all(one(/[\w.~+=-]/), chars(tokenChar, 19)),
    hasDigit: true,
  },
  // Variables, and settings with the name of a password. Without quotes or `=`, the name may be a word of a
  // sentence.
  { lead: all(secretNames, isValue), secret: value(6) },
  // AWS keys are 40 Base64 digits, so one may begin with a slash as a path does.
  {
    lead: all(any('SECRET_ACCESS_KEY', 'secret_access_key', 'SecretAccessKey', 'secretAccessKey'), isValue),
    secret: chars(base64, 40),
  },
  { lead: all(passwordNames, isValue), secret: value(1) },
  {
    lead: all(smallNames, any(all(sign, quote), all(chars(blank, 0), '=', chars(blank, 0)))),
    secret: value(4),
  },
  { lead: all(smallNames, is), secret: value(6), hasDigit: true },
  {
    lead: all(
      '--',
      any('password', 'passphrase', 'token', 'client-secret', 'secret-key', 'api-key'),
      one(/[ =]/),
      maybe(quote),
    ),
    secret: all(one(/[^\s"'`$<({[/\\|&-]/), chars(valueChar, 5)),
  },
  // `://user:password@host`. The digest after an image's tag looks similar.
  {
    lead: all('://', chars(/[^\s/:@"']/, 0), ':'),
    secret: chars(/[^\s/"'?#]/, 1),
    behind: all('@', notDigest('sha')),
  },
];

/** Text that does not begin with these letters, three digits and a colon, as `sha256:` does. */
function notDigest(letters: string): Pattern {
  const [letter, ...rest] = letters;
  if (letter !== undefined)
    return any(one(new RegExp(`[^${letter}]`)), all(letter, notDigest(rest.join(''))));
  const digit = one(/\d/);
  const noDigit = one(/\D/);
  return any(noDigit, all(digit, any(noDigit, all(digit, any(noDigit, all(digit, one(/[^:]/)))))));
}

export const secretAutomaton = automatonOf(kinds);
export const secretDfa = new LazyDfa(secretAutomaton);
