import { expect, test } from 'vitest';
import { Redactor } from '../../runner/engine/redact.ts';

const secret = 's3cr3t-value-of-the-door';
const token = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(20)}`;
const key = `-----BEGIN RSA PRIVATE KEY-----\n${'MIIE'.repeat(20)}\n-----END RSA PRIVATE KEY-----`;

test.each([
  ['a known value', `x ${secret} y`, 'x [redacted] y'],
  ['a web token', `token: ${token}\n`, 'token: [redacted]\n'],
  ['a private key', `before\n${key}\nafter\n`, 'before\n[redacted]\nafter\n'],
  ['nothing', 'eyJust a word -----BEGIN to', 'eyJust a word -----BEGIN to'],
])('Redactor: %s, however the text is cut', (_, text, clean) => {
  for (let size = 1; size <= text.length; size += 1) {
    const redactor = new Redactor([secret]);
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
