import { describe, expect, test } from 'vitest';
import { inlineScriptHashes } from '../../src/site/content-security-policy.ts';
import { namesFile } from '../../src/site/guide-source.ts';
import { highlightCommand } from '../../src/site/highlight.ts';

test.each([
  ['kubectl apply -f samples/sleep/sleep.yaml', true],
  ['kubectl apply -f ./samples/sleep/sleep.yaml -n x', true],
  ['istioctl kube-inject -f samples/sleep/sleep.yaml | kubectl apply -f -', true],
  ['kubectl apply -f <(cat samples/sleep/sleep.yaml)', true],
  ['kubectl apply -f "samples/sleep/sleep.yaml"', true],
  ['kubectl apply -f other/samples/sleep/sleep.yaml', false],
  ['kubectl apply -f samples/sleep/sleep.yaml.bak', false],
])('namesFile: %j: %s', (command, expected) => {
  expect(namesFile(command, 'samples/sleep/sleep.yaml')).toBe(expected);
});

describe('highlightCommand', () => {
  test.each([
    'kubectl get pod "$SOURCE_POD" -o jsonpath={.items..metadata.name} # why',
    'kubectl apply -f - <<EOF\nkind: Service\nspec:\n  ports:\n  - port: 80\nEOF',
    "cat <<'X' > f\nnot: [yaml\n\n\t<b>&amp;\nX",
    'for i in 1 2; do\n  echo $i\ndone  ',
  ])('keeps every byte of %j', async (text) => {
    const tokens = await highlightCommand(text);
    expect(tokens.map((token) => token.text).join('')).toBe(text);
  });

  test('colours the manifest of a here-document', async () => {
    const tokens = await highlightCommand('kubectl apply -f - <<EOF\nkind: Service\nEOF');
    expect(tokens.find(({ text }) => text.includes('kind'))?.kind).toBeDefined();
  });
});

test('inlineScriptHashes: has each inline script that a browser executes once', () => {
  const html =
    '<script>a()</script><script type="module">b()</script><script src="/x.js"></script><script ' +
    'type="application/json">{}</script><script>a()</script>';
  expect(inlineScriptHashes(html)).toHaveLength(2);
  expect(inlineScriptHashes('<script></script>')).toEqual([
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  ]);
});
