import { expect, test } from 'vitest';
import { Redactor } from '../../runner/engine/redact.ts';

const secret = 's3cr3t-value-of-the-door';
const rhyming = 'twice-over-and-twice';
const token = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(20)}`;
const key = `-----BEGIN RSA PRIVATE KEY-----\n${'MIIE'.repeat(20)}\n-----END RSA PRIVATE KEY-----`;

test.each([
  ['a known value', `x ${secret} y`, 'x [redacted] y'],
  ['one that ends as it begins', `x ${rhyming} y ${rhyming}`, 'x [redacted] y [redacted]'],
  ['a web token', `token: ${token}\n`, 'token: [redacted]\n'],
  ['a private key', `before\n${key}\nafter\n`, 'before\n[redacted]\nafter\n'],
  ['nothing', 'eyJust a word -----BEGIN to', 'eyJust a word -----BEGIN to'],
])('Redactor: %s, however the text is cut', (_, text, clean) => {
  for (let size = 1; size <= text.length; size += 1) {
    const redactor = new Redactor([secret, rhyming]);
    let out = '';
    for (let at = 0; at < text.length; at += size) out += redactor.push(text.slice(at, at + size));
    expect(out + redactor.flush()).toBe(clean);
  }
});

test('Redactor: text that cannot be a secret is passed on at once', () => {
  const redactor = new Redactor([secret]);
  expect(redactor.push('Waiting for the pod')).toBe('Waiting for the pod');
  expect(redactor.push(' s3c')).toBe(' ');
  expect(redactor.push('ond.')).toBe('s3cond.');
});

test('Redactor: the few characters held back are released once, and what then becomes a secret is masked', () => {
  const redactor = new Redactor([secret]);
  expect([redactor.push('say s3'), redactor.release(), redactor.release()]).toEqual(['say ', 's3', '']);
  expect(redactor.push(`${secret.slice(2)} and s3`)).toBe('[redacted] and ');
  expect([redactor.release(), redactor.push('x, not a secret')]).toEqual(['s3', 'x, not a secret']);
  expect([redactor.push(secret.slice(0, 6)), redactor.release(), redactor.flush()]).toEqual(['', '', secret.slice(0, 6)]);
});
