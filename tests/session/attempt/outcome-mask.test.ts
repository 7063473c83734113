import { expect, test } from 'vitest';
import { OutcomeMask } from '../../../runner/session/attempt/outcome-mask.ts';

const token = 'a1b2c3d4e5f6a7b8c9d0e1f2';

test('OutcomeMask: masks parts of a secret that do not look like a secret, whole or cut short', () => {
  const key =
    `-----BEGIN EC PRIVATE KEY-----\n${'MIIE'.repeat(16)}\n${'abcd'.repeat(16)}\n-----END EC PRIVATE ` +
    'KEY-----';
  const masks = new OutcomeMask({
    texts: [`password=opensesame\ntoken: ${token}\nhttps://a:22@b\n${key}\n`],
    secrets: ['known-secret'],
  });
  expect(
    masks.value({
      code: 'cell',
      actual: 'opensesame',
      why: { kind: 'literal', row: ` ${token}`, cut: `"${token.slice(0, 12)}` },
    }),
  ).toEqual({
    code: 'cell',
    actual: '[redacted]',
    why: { kind: 'literal', row: '[redacted]', cut: '"[redacted]' },
  });
  expect(
    [
      '22',
      'port 22',
      `x ${'abcd'.repeat(16)}`,
      'say open',
      'a known-secret b',
      '-----BEGIN CERTIFICATE-----',
    ].map((text) => masks.text(text)),
  ).toEqual([
    '[redacted]',
    'port 22',
    'x [redacted]',
    'say open',
    'a [redacted] b',
    '-----BEGIN CERTIFICATE-----',
  ]);
});

test.each([
  ['a value with signs', '{"password": "one&two<three>;{four}"}', '"one&two<three>;{four}"', '"[redacted]"'],
  ['a value as Go writes it in JSON', '{"password": "one\\u0026two"}', '"one&two"', '"[redacted]"'],
  [
    'a value as Go writes it in a JSON string',
    '"{\\"password\\": \\"one\\\\u0026two\\"}"',
    '"one&two"',
    '"[redacted]"',
  ],
  [
    'a value before a quote that is written out',
    'API_TOKEN=opensesame',
    '"opensesame\\" and"',
    '"[redacted]\\" and"',
  ],
])('OutcomeMask: %s is masked as it is compared', (_, compared, reported, masked) => {
  expect(new OutcomeMask({ texts: [compared], secrets: [] }).text(reported)).toBe(masked);
});
