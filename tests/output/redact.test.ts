import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutColour } from '../../runner/match/index.ts';
import { Redactor, redacted } from '../../runner/output/secrets/redact.ts';

const secret = 's3cr3t-value-of-the-vault';
const rhyming = 'twice-over-and-twice';
const token = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(20)}`;
const key = `-----BEGIN RSA PRIVATE KEY-----\n${'MIIE'.repeat(20)}\n-----END RSA PRIVATE KEY-----`;

test.each([
  ['a known value', `x ${secret} y`, 'x [redacted] y'],
  ['a value that ends as it begins', `x ${rhyming} y ${rhyming}`, 'x [redacted] y [redacted]'],
  ['a web token', `token: ${token}\n`, 'token: [redacted]\n'],
  ['a private key', `before\n${key}\nafter\n`, 'before\n[redacted]\nafter\n'],
  ['no text that only resembles a secret', 'eyJust a word -----BEGIN to', 'eyJust a word -----BEGIN to'],
])('Redactor: masks %s, however the text is cut', (_, text, clean) => {
  for (let size = 1; size <= text.length; size += 1) {
    const redactor = new Redactor([secret, rhyming]);
    let out = '';
    for (let at = 0; at < text.length; at += size) out += redactor.push(text.slice(at, at + size));
    expect(out + redactor.flush()).toBe(clean);
  }
});

test('Redactor: passes on text at once that cannot be a secret', () => {
  const redactor = new Redactor([secret]);
  expect(redactor.push('Waiting for the pod')).toBe('Waiting for the pod');
  expect(redactor.push(' s3c')).toBe(' ');
  expect(redactor.push('ond.')).toBe('s3cond.');
});

test('Redactor: release returns a few held characters once, and the rest of a secret is masked', () => {
  const redactor = new Redactor([secret]);
  expect([redactor.push('say s3'), redactor.release(), redactor.release()]).toEqual(['say ', 's3', '']);
  expect(redactor.push(`${secret.slice(2)} and s3`)).toBe('[redacted] and ');
  expect([redactor.release(), redactor.push('x, not a secret')]).toEqual(['s3', 'x, not a secret']);
  expect([redactor.push(secret.slice(0, 6)), redactor.release(), redactor.flush()]).toEqual([
    '',
    '',
    secret.slice(0, 6),
  ]);
});

/** Beginnings of every kind of secret and of its lead. Each repetition may begin a secret again. */
const begins = [
  ...[
    'token=',
    'token: a1',
    'accessToken":"',
    'eyJ',
    `eyJ${'a'.repeat(9)}.`,
    'ghp_',
    'xoxb-',
    'AKIA',
    'AIza',
    'LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t',
    'TOKEN=',
    'API_KEY',
  ],
  ...[
    'PASSWORD=x',
    'A_PASSWORD\nvalue: ',
    'password: ',
    'password="',
    'Authorization: ',
    'Authorization: Bearer ',
    '"auth":"',
    '://a:',
    '://a:b@',
    '@sha2',
    '\\',
    '"',
    ' ',
  ],
  ...[
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----\n',
    `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(20)}\n`,
    'A',
    'A=\n',
    '\u001b[1m',
    'token=\u001b[m',
    '--password ',
    secret.slice(0, 9),
    'client-key-data: A',
  ],
];

test.each(begins)(
  'Redactor: %j repeated costs a fixed number of moves for each character, and little is held back',
  (begin) => {
    const text = begin.repeat(Math.ceil(60_000 / begin.length));
    for (const size of [1, 100, 4096]) {
      const redactor = new Redactor([secret, rhyming]);
      for (let at = 0; at < text.length; at += size) redactor.push(text.slice(at, at + size));
      expect(redactor.steps).toBeLessThan(30 * text.length);
      expect(withoutColour(redactor.flush()).length).toBeLessThan(17 * 1024);
    }
  },
);

test('Redactor: masks a text of beginnings of secrets in the same way, however it is cut', () => {
  const parts = fc.array(
    fc.constantFrom(
      ...begins,
      ...begins.map((begin) => begin.slice(1)),
      'a1b2c3d4e5f6a7b8c9d0e1f2',
      '\n',
      'x',
      '=',
      '@b ',
      rhyming,
      secret,
      '-----END PRIVATE KEY-----',
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(parts, fc.array(fc.nat(400), { maxLength: 12 }), (texts, cuts) => {
      const text = texts.join('');
      const whole = redacted(text, [secret, rhyming]);
      const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
      const redactor = new Redactor([secret, rhyming]);
      const chunks = places.slice(1).map((to, at) => redactor.push(text.slice(places[at], to)));
      expect(chunks.join('') + redactor.flush()).toBe(whole);
      expect([...text].map((char) => redactor.push(char)).join('') + redactor.flush()).toBe(whole);
    }),
    { numRuns: 1000 },
  );
});
