import { expect, test } from 'vitest';
import { type GuideProof, proveGuide, scoreOf } from '../../runner/proof/prove-guide.ts';
import { renderFaults, renderProof } from '../../runner/proof/render-proof.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

/** The proof of the only command of a page, from its recorded output. */
function proofOf(printed: string, output: string, options = ''): GuideProof {
  const { guide } = guideOf(fence(`$ run\n${printed}`, `id=a ${options}`));
  const steps = Object.fromEntries(
    guide.steps.map(({ id, hash }) => [id, { hash, ms: 1, commands: [{ output, exit: 0, ms: 1 }] }]),
  );
  return proveGuide(guide, { guide: 'guide', recordedAt: '', versions: {}, steps });
}

test.each([
  ['an address', 'ssh://git:22@example.com/x', 'ssh://git:[redacted]@example.com/x\n', ''],
  ['a token', 'token: a1b2c3d4e5f6a7b8c9d0e1f2', 'token: [redacted]\n', ''],
  ['a value of JSON', '{"password": "opensesame"}', '{"password": "[redacted]"}\n', 'match=json'],
])(
  'proveGuide: %s with a correct secret matches its mask in the recording, and nothing else',
  (_, printed, output, options) => {
    const proof = proofOf(printed, output, options);
    expect([renderFaults(proof), proof.masked]).toEqual([[], []]);
    expect(scoreOf(proof).tried).toBeGreaterThan(0);
    expect(scoreOf(proof).caught).toBe(scoreOf(proof).tried);
  },
);

test('proveGuide: leaves out a pattern for a masked secret, without an error', () => {
  const proof = proofOf('token: [0-9a-f]{24}', 'token: [redacted]\n', 'match=regex');
  expect(renderFaults(proof)).toEqual([]);
  expect(renderProof(proof)).toContain(
    '  left out, the recorded output has a mask in place of the secret that was compared: a (line 5)',
  );
});
