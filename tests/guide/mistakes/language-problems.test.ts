import { expect, test } from 'vitest';
import { fence, problemsIn } from '../../support/guides/guide-text.ts';

/** Pages with a fence that looks like a step, but has another language. */
const wrongLanguages: readonly (readonly [what: string, page: string, message: string])[] = [
  [
    'options at another language',
    '```bash id=a timeout=5s\nkubectl get pods\n```',
    '4: Only `console` fences are steps, and this is a `bash` fence with the option `id=a`. Write ' +
      '`console` as its language. If its commands must not run, write `console skip="why"`.',
  ],
  [
    'a prompt in another language',
    '```shell-session\n$ kubectl get pods\n```',
    '4: Only `console` fences are steps, and this is a `shell-session` fence that begins with `$ `. Write ' +
      '`console` as its language. If its commands must not run, write `console skip="why"`.',
  ],
  [
    'a prompt in a fence without a language',
    '```\n$ kubectl get pods\n```',
    '4: Only `console` fences are steps, and this is a fence without a language that begins with `$ `. ' +
      'Write `console` as its language. If its commands must not run, write `console skip="why"`.',
  ],
  [
    'a prompt in a language that is not one of a shell',
    '```yaml\n$ kubectl get pods\n```',
    '4: Only `console` fences are steps, and this is a `yaml` fence that begins with `$ `. Write ' +
      '`console` as its language. If its commands must not run, write `console skip="why"`.',
  ],
  [
    'an option in the place of the language',
    '``` id=a\n$ echo a\n```',
    '4: Only `console` fences are steps, and this fence has the option `id=a` in the place of the ' +
      'language. Write `console id=a`.',
  ],
  [
    'the language in braces',
    '```{console}\n$ echo a\n```',
    '4: The language of this fence is `{console}`, so the fence is not a step. Write `console`.',
  ],
  [
    'a dot before the language',
    '```.console\n$ echo a\n```',
    '4: The language of this fence is `.console`, so the fence is not a step. Write `console`.',
  ],
  [
    'a capital letter',
    '```Console id=a\n$ echo a\n```',
    '4: The language of this fence is `Console`, so the fence is not a step. Write `console`.',
  ],
  [
    'a capital letter, with an output fence',
    '```Console id=a\n$ echo a\n```\n\n```output\na\n```',
    '4: The language of this fence is `Console`, so the fence is not a step. Write `console`.',
  ],
  [
    'a misspelt language',
    '```consol id=a\n$ echo a\n```',
    '4: The language of this fence is `consol`, so the fence is not a step. Write `console`.',
  ],
  [
    'a misspelt output',
    `${fence('$ echo a\na')}\n\n\`\`\`outputs\nb\n\`\`\``,
    '9: The language of this fence is `outputs`, so the fence is not an output of a step. Write `output`.',
  ],
  [
    'options in braces without a space',
    '```console{id=a}\n$ echo a\n```',
    '4: Markdown reads `console{id=a}` as one word, so the fence is not a step. Write a space after ' +
      '`console`, then options such as `id=x`.',
  ],
  [
    'options after a comma',
    '```console,id=a\n$ echo a\n```',
    '4: Markdown reads `console,id=a` as one word, so the fence is not a step. Write a space after ' +
      '`console`, then options such as `id=x`.',
  ],
  [
    'options after a colon',
    '```console:id=a\n$ echo a\n```',
    '4: Markdown reads `console:id=a` as one word, so the fence is not a step. Write a space after ' +
      '`console`, then options such as `id=x`.',
  ],
];

test.each(wrongLanguages)('languageProblems: %s', (_, page, message) => {
  expect(problemsIn(page)).toEqual([`${message} [lost-step]`]);
});
