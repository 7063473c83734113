import { describe, expect, test } from 'vitest';
import { fence, guideOf } from '../../support/guides/guide-text.ts';

const second = fence('$ echo b', 'id=b');

/** The messages about a page, `LINE: MESSAGE [CODE]`. The first line below the front matter is line 4. */
function toldOf(body: string): string[] {
  return guideOf(body).problems.map(({ line, message, code }) => `${line}: ${message} [${code}]`);
}

/**
 * Each of these pages once lost a step, or a part of one, without a message or with a message that did not
 * help.
 */
const lostSteps: readonly (readonly [what: string, page: string, told: string])[] = [
  [
    'the closing fence stands before the list item’s text',
    `1. Do:\n\n   \`\`\`console id=a\n   $ echo a\n   a\n\`\`\`\n\nText.\n\n${second}\n\nText.`,
    '9: The `console` fence of line 6 is in a list item with 3 spaces before it, but the closing fence ' +
      'has no spaces, so the list item ends, and the fence ends with it. Write 3 spaces before the closing ' +
      'fence.',
  ],
  [
    'the closing fence of a nested list item stands too far left',
    '1. Do:\n   - This:\n\n     ```console\n     $ echo a\n   ```\n\nText.',
    '9: The `console` fence of line 7 is in a list item with 5 spaces before it, but the closing fence ' +
      'has 3 spaces, so the list item ends, and the fence ends with it. Write 5 spaces before the closing ' +
      'fence.',
  ],
  [
    'the fence opens on the line of its list item',
    `- \`\`\`console\n  $ echo a\n\`\`\`\n\nText.\n\n${second}`,
    '6: The `console` fence of line 4 is in a list item with 2 spaces before it, but the closing fence ' +
      'has no spaces, so the list item ends, and the fence ends with it. Write 2 spaces before the closing ' +
      'fence.',
  ],
  [
    'a tab makes the indentation',
    `- Do:\n\n\t\`\`\`console\n\t$ echo a\n\`\`\`\n\nText.\n\n${second}`,
    '8: The `console` fence of line 6 is in a list item with a tab before it, but the closing fence has ' +
      'no spaces, so the list item ends, and the fence ends with it. Write a tab before the closing fence.',
  ],
  [
    'another fence of the list item has the dedented end, and takes the step',
    `1. Write:\n\n   \`\`\`yaml\n   a: 1\n\`\`\`\n\n${second}`,
    '8: The `yaml` fence of line 6 is in a list item with 3 spaces before it, but the closing fence has ' +
      'no spaces, so the list item ends, and the fence ends with it. Write 3 spaces before the closing ' +
      'fence.',
  ],
  [
    'a printed line stands before the list item’s text',
    `1. Do:\n\n   \`\`\`console id=a\n   $ echo a\na\n   \`\`\`\n\nText.\n\n${second}`,
    '8: The `console` fence of line 6 is in a list item with 3 spaces before it, but this line has no ' +
      'spaces, so the list item ends, and the fence ends with it. Write 3 spaces before each line of the ' +
      'fence.',
  ],
  [
    'all lines stand before the list item’s text',
    '1. Do:\n\n   ```console id=a\n$ echo a\n   ```\n\nText.',
    '7: The `console` fence of line 6 is in a list item with 3 spaces before it, but this line has no ' +
      'spaces, so the list item ends, and the fence ends with it. Write 3 spaces before each line of the ' +
      'fence.',
  ],
  [
    'the fence of a list item has no end before the next item',
    `1. Do:\n\n   \`\`\`console\n   $ echo a\n2. Then:\n\n   \`\`\`console\n   $ echo b\n   \`\`\``,
    '6: The `console` fence of line 6 is not closed before line 8, where its list item ends. Write ``` ' +
      'with 3 spaces before it above that line.',
  ],
  [
    'the fence of a list item has no end before the text',
    '1. Do:\n\n   ```console\n   $ echo a\n\nText.',
    '6: The `console` fence of line 6 is not closed before line 9, where its list item ends. Write ``` ' +
      'with 3 spaces before it above that line.',
  ],
  [
    'the closing fence stands before the footnote’s text',
    'Text.[^1]\n\n[^1]: More.\n\n    ```console id=a\n    $ echo a\n```\n\nText.',
    '10: The `console` fence of line 8 is in a footnote with 4 spaces before it, but the closing fence ' +
      'has no spaces, so the footnote ends, and the fence ends with it. Write 4 spaces before the closing ' +
      'fence.',
  ],
  [
    'a line of a quote has no mark',
    '> ```console id=a\n$ echo a\n> ```',
    '5: The `console` fence of line 4 is in a quote. This line does not begin with `> `, so the quote ' +
      'ends, and the fence ends with it. Begin each line of the fence with `> `.',
  ],
  [
    'the closing fence stands before the list item’s text, below an empty line',
    `1. Do:\n\n   \`\`\`console id=a\n   $ echo a\n\n\`\`\`\n\n${second}`,
    '9: The `console` fence of line 6 is in a list item with 3 spaces before it, but the closing fence ' +
      'has no spaces, so the list item ends, and the fence ends with it. Write 3 spaces before the closing ' +
      'fence.',
  ],
  [
    'the fence of a quote has no end',
    '> ```console id=a\n> $ echo a\n\nText.',
    '4: The `console` fence of line 4 is not closed before line 7, where its quote ends. Write `> ` ' +
      'and ``` above that line.',
  ],
  [
    'no closing fence before the next step',
    `\`\`\`console id=a\n$ echo a\n\nText.\n\n${second}`,
    '4: The `console` fence of line 4 is not closed before line 9, which begins another fence. Write ' +
      '``` alone on a line after its last line.',
  ],
  [
    'no closing fence up to the end',
    '```console id=a\n$ echo a\n\nText.',
    '4: The `console` fence of line 4 is not closed, so it goes on to the end of the page. Write ``` ' +
      'alone on a line after its last line.',
  ],
  [
    'an output fence without an end',
    `${fence('$ echo a\na')}\n\n\`\`\`output\nb\n\nText.`,
    '9: The `output` fence of line 9 is not closed, so it goes on to the end of the page. Write ``` alone ' +
      'on a line after its last line.',
  ],
  [
    'a closing fence of too few backticks',
    '````console id=a\n$ echo a\n```\n\nText.',
    '4: The `console` fence of line 4 is not closed, so it goes on to the end of the page. Write ```` ' +
      'alone on a line after its last line. Line 6, ```, does not close it.',
  ],
  [
    'a closing fence of tildes',
    `\`\`\`console id=a\n$ echo a\n~~~\n\nText.\n\n${second}`,
    '4: The `console` fence of line 4 is not closed before line 10, which begins another fence. Write ' +
      '``` alone on a line after its last line. Line 6, ~~~, does not close it.',
  ],
  [
    'text after the closing fence',
    `\`\`\`console id=a\n$ echo a\n\`\`\` # end\n\n${second}`,
    '4: The `console` fence of line 4 is not closed before line 8, which begins another fence. Write ' +
      '``` alone on a line after its last line. Line 6, ``` # end, does not close it.',
  ],
  [
    'another fence without an end takes the step',
    `\`\`\`yaml\na: 1\n\nText.\n\n${second}`,
    '4: The `yaml` fence of line 4 is not closed before line 9, which begins another fence. Write ``` ' +
      'alone on a line after its last line. If line 9 belongs to an example, begin and end the example ' +
      'with ````.',
  ],
  [
    'a fence before the step has no end, and its text and the step change places',
    `${fence('$ echo a\na')}\n\n\`\`\`\n\nText.\n\n\`\`\`console id=b\n$ echo b\n\`\`\``,
    '9: This line begins a fence without a language, and line 13 inside it begins another fence. The ' +
      'closing line of this fence is missing, or of the fence before it, which begins in line 4 and ends in ' +
      'line 7. Add it.',
  ],
  [
    'one fence mark too many at the end',
    `\`\`\`console\n$ echo a\n\nText.\n\n\`\`\`\nplain\n\`\`\`\n\nText.`,
    '11: This line begins a fence without a language, and nothing closes it before the end of the page. ' +
      'The closing line of this fence is missing, or of the fence before it, which begins in line 4 and ' +
      'ends in line 9. Add it.',
  ],
  [
    'text before the fence',
    'Run ```console id=a\n$ echo a\n```',
    '4: Markdown reads this fence as text: there is other text before ``` on its line. Begin a new ' +
      'line with ```.',
  ],
  [
    'a fence in a table',
    '| Step |\n|---|\n| ```console id=a |',
    '6: Markdown reads this fence as text: there is other text before ``` on its line. Begin a new ' +
      'line with ```.',
  ],
  [
    'a backtick in the options',
    fence('$ echo a', 'skip="wants `jq`"'),
    '4: Markdown reads this fence as text: its first line has another backtick. Delete the backticks in ' +
      'the options, or begin and end the fence with ~~~.',
  ],
  [
    'an opening fence that is missing in a list, whose end is the end of nothing',
    '- Look:\n\n  $ echo a\n  a\n  ```\n\n- Done.\n\nText.',
    '6: `$ echo a` is not in a fence: line 8 closes a fence, but no line opens it. Write ```console on ' +
      'a line of its own before this line.',
  ],
  [
    'an opening fence that is missing before another step',
    `${second}\n\n$ echo a\na\n\`\`\`\n\nText.\n\n${fence('$ echo c', 'id=c')}`,
    '8: `$ echo a` is not in a fence: line 10 closes a fence, but no line opens it. Write ```console ' +
      'on a line of its own before this line.',
  ],
  [
    'two backticks at the beginning alone',
    `\`\`console id=a\n$ echo a\n\`\`\`\n\n${second}`,
    '4: Markdown reads this fence as text: it begins with only 2 backticks. Begin and end it with three.',
  ],
  [
    'two backticks',
    '``console id=a\n$ echo a\n``',
    '4: Markdown reads this fence as text: it begins with only 2 backticks. Begin and end it with three.',
  ],
  [
    'a step in one line',
    'Text:\n\n```console id=a $ echo a```',
    '6: Markdown reads this fence as text: its first line has another backtick. Delete the backticks in ' +
      'the options, or begin and end the fence with ~~~.',
  ],
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
    'options in braces without a blank',
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

describe('a step that would be lost is a problem with its line', () => {
  test.each(lostSteps)('%s', (_, page, told) => {
    expect(toldOf(page)).toEqual([`${told} [lost-step]`]);
  });
});

test('a mark of a fence in a here-document ends the block: the line that ends it is named', () => {
  expect(toldOf('```console id=a\n$ cat <<EOF\na\n    ```\n    b\n    ```\nEOF\n```')).toEqual([
    '5: The command `cat <<EOF` is not finished at the end of its fence: the here-document is not closed ' +
      'by a line `EOF`. Line 7 closes the fence. If that line belongs to the here-document, begin and end ' +
      'the fence with four backticks. [unfinished-command]',
  ]);
  expect(toldOf('````console id=a\n$ cat <<EOF\na\n    ```\n    b\n    ```\nEOF\n````')).toEqual([]);
});

describe('no step is lost', () => {
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
    expect(toldOf(page)).toEqual([]);
  });

  test.each([
    ['a quote', '> ```console id=a\n> $ echo a\n> a\n> ```'],
    ['a footnote', 'Text.[^1]\n\n[^1]: More.\n\n    ```console id=a\n    $ echo a\n    a\n    ```'],
    ['an element', '<div>\n```console id=a\n$ echo a\na\n```\n</div>'],
    ['a list item with a tab', '1. Do:\n\n\t```console id=a\n\t$ echo a\n\ta\n\t```'],
    ['text, indented by four', 'Text.\n\n    ```console id=a\n    $ echo a\n    a\n    ```'],
    ['an aside', ':::note\n```console id=a\n$ echo a\na\n```\n:::'],
  ])('in %s', (_, page) => {
    const { guide, problems } = guideOf(page);
    expect(problems).toEqual([]);
    expect(
      guide.steps.map(({ commands }) =>
        commands.map(({ text, expectation }) => [text, expectation.printed[0]?.lines]),
      ),
    ).toEqual([[['echo a', ['a']]]]);
  });
});

describe('the message about a fence whose first line is not a command names the prompt or the text in its place', () => {
  const indented = (own: string, of: string) =>
    `The \`$ \` has ${own} before it, and its fence in line 6 has ${of}. Give the fence, each of its ` +
    'lines and the closing fence the same indentation.';
  const noCommand = (prompt: string) => `\`${prompt}\` does not begin a command. Write \`$ id\`.`;

  test.each([
    ['1. Do:\n\n  ```console id=a\n   $ echo a\n   a\n   ```', indented('3 spaces', '2 spaces')],
    ['1. Do:\n\n```console id=a\n   $ echo a\n   a\n   ```', indented('3 spaces', 'no spaces')],
    ['- Do:\n\n  ```console id=a\n\t$ echo a\n\ta\n  ```', indented('a tab', '2 spaces')],
    [`Do:\n\n${fence('$id\n0')}`, 'There is no space after `$` in `$id`. Write `$ id`.'],
    [`Do:\n\n${fence('$\u00a0id')}`, 'After `$` comes the character U+00A0. Write an ordinary space there.'],
    [`Do:\n\n${fence('$\tid')}`, 'After `$` comes a tab. Write an ordinary space there.'],
    [`Do:\n\n${fence('$\nx')}`, 'There is nothing after `$`. Write a space and a command.'],
    [
      `Do:\n\n${fence('# id')}`,
      '`# ` does not begin a command. Write a comment above the fence, and a command of root as `$ id`.',
    ],
    [`Do:\n\n${fence('> id')}`, noCommand('> ')],
    [`Do:\n\n${fence('% id')}`, noCommand('% ')],
    [`Do:\n\n${fence('user@host:~$ id')}`, '`user@host:~$ ` does not begin a command. Write `$ id`.'],
    [`Do:\n\n${fence('root@host:/# id')}`, '`root@host:/# ` does not begin a command. Write `$ id`.'],
    [`Do:\n\n${fence('[me@host ~]$ id')}`, '`[me@host ~]$ ` does not begin a command. Write `$ id`.'],
    [`Do:\n\n${fence('PS C:\\> id')}`, '`PS C:\\> ` does not begin a command. Write `$ id`.'],
    [`Do:\n\n${fence('bash-5.2$ id')}`, '`bash-5.2$ ` does not begin a command. Write `$ id`.'],
    [
      `Do:\n\n${fence('NAME   READY')}`,
      '`NAME   READY` comes before the first `$ `. Start the command with `$ `, and write its output ' +
        'below it.',
    ],
  ])('%j', (page, message) => {
    expect(toldOf(page)).toEqual([`7: ${message} [text-before-prompt]`]);
  });
});

describe('the message about a command without an end names the open part and its probable end', () => {
  const hereDocument =
    'is not finished at the end of its fence: the here-document is not closed by a line `EOF`';

  test.each([
    [
      '$ cat <<EOF\na\n  EOF\n$ id',
      `The command \`cat <<EOF\` ${hereDocument}. Line 7 has 2 spaces before \`EOF\`. Delete them, so ` +
        'that `EOF` is in the same column as the `$`.',
    ],
    [
      '$ cat <<EOF\na\nEOF  \n$ id',
      `The command \`cat <<EOF\` ${hereDocument}. Line 7 has white space after \`EOF\`. Delete it.`,
    ],
    [
      '$ cat <<-EOF\n  a\n  EOF\n$ id',
      `The command \`cat <<-EOF\` ${hereDocument}. Line 7 has 2 spaces before \`EOF\`, but \`<<-\` allows ` +
        'only tabs. Delete the spaces.',
    ],
    [
      '$ cat <<EOF\n> a\n> EOF\na',
      `The command \`cat <<EOF\` ${hereDocument}. The lines after it begin with \`> \`, as a terminal ` +
        'shows them. Delete each `> `.',
    ],
    [
      '$ echo 1 && \\\n  cat <<EOF\na\n$ id',
      `The command \`echo 1 && \\\` ${hereDocument} (opened in line 6). So \`$ id\` in line 8 would be a ` +
        'part of this command. Finish the command before that line.',
    ],
    [
      "$ echo it's\nits\n$ id",
      "The command `echo it's` is not finished at the end of its fence: unterminated single quote. So `$ " +
        'id` in line 7 would be a part of this command. Finish the command before that line.',
    ],
    [
      '$ for i in 1 2; do\n  echo "a\n  b\ndone',
      'The command `for i in 1 2; do` is not finished at the end of its fence: unterminated double quote ' +
        '(opened in line 6). Add the missing part.',
    ],
    [
      '$ for i in 1 2; do echo $i\n1',
      "The command `for i in 1 2; do echo $i` is not finished at the end of its fence: expected 'done' to " +
        "close 'for'. Add the missing part.",
    ],
    [
      '$ echo a \\',
      'The command `echo a \\` is not finished at the end of its fence: it ends with a backslash. Add the ' +
        'missing part.',
    ],
  ])('%j', (body, message) => {
    expect(toldOf(fence(body))).toEqual([`5: ${message} [unfinished-command]`]);
  });
});
