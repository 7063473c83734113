import { describe, expect, test } from 'vitest';
import { fence, guideOf, problemsIn } from '../../support/guides/guide-text.ts';

const second = fence('$ echo b', 'id=b');

describe('parseGuide: finds no lost step in a page with', () => {
  test.each([
    ['commands without prompts in a shell fence', '```sh\nkubectl get pods -w\n```'],
    ['options that are not those of a step', '```bash title="x" {1,3}\nkubectl get pods\n```'],
    ['an example of a step', '````md\n```console id=x\n$ echo a\n```\n````'],
    ['an example of a step between tildes', '~~~md\n```console id=x\n$ echo a\n```\n~~~'],
    [
      'other languages',
      '```yaml\nid: a\n```\n\n```diff\n- a\n```\n\n```json\n{}\n```\n\n```js\n$ (a)\n```\n\n```php\n$ ' +
        'a = 1;\n```',
    ],
    ['a comment', '{/*\n```console id=a\n$ echo a\n```\n*/}'],
    ['the word in a code span', 'A `console` fence, a `console\nfence`, and ```` ```console id=x ````'],
    ['the word after escaped marks', 'A fence begins with \\`\\`\\`console.'],
    ['a fence of another language without an end', `${second}\n\n\`\`\`yaml\na: 1`],
    ['printed marks of fences', `\`\`\`\`console\n$ cat a.md\n\`\`\`sh\nid\n\`\`\`\n~~~\n\`\`\`\``],
    [
      'a closing fence that stands further to the right',
      `\`\`\`console id=a\n$ echo a\n    \`\`\`\n\nText.\n\n${second}`,
    ],
  ])('%s', (_, page) => {
    expect(problemsIn(page)).toEqual([]);
  });

  test.each([
    ['a quote', '> ```console id=a\n> $ echo a\n> a\n> ```'],
    ['a footnote', 'Text.[^1]\n\n[^1]: More.\n\n    ```console id=a\n    $ echo a\n    a\n    ```'],
    ['an element', '<div>\n```console id=a\n$ echo a\na\n```\n</div>'],
    ['a list item with a tab', '1. Do:\n\n\t```console id=a\n\t$ echo a\n\ta\n\t```'],
    ['text, indented by four', 'Text.\n\n    ```console id=a\n    $ echo a\n    a\n    ```'],
    ['an aside', ':::note\n```console id=a\n$ echo a\na\n```\n:::'],
  ])('a step in %s', (_, page) => {
    const { guide, problems } = guideOf(page);
    expect(problems).toEqual([]);
    expect(
      guide.steps.map(({ commands }) =>
        commands.map(({ text, expectation }) => [text, expectation.printed[0]?.lines]),
      ),
    ).toEqual([[['echo a', ['a']]]]);
  });
});
