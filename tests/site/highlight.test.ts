import { describe, expect, test } from 'vitest';
import { highlightCommand } from '../../src/site/highlight.ts';

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
