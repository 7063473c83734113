import { expect, test } from 'vitest';
import { inlineScriptHashes } from '../../../src/site/after-build/content-security-policy.ts';

test('inlineScriptHashes: has each inline script that a browser executes once', () => {
  const html =
    '<script>a()</script><script type="module">b()</script><script src="/x.js"></script><script ' +
    'type="application/json">{}</script><script>a()</script>';
  expect(inlineScriptHashes(html)).toHaveLength(2);
  expect(inlineScriptHashes('<script></script>')).toEqual([
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  ]);
});
