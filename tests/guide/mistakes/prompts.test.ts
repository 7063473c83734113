import { describe, expect, test } from 'vitest';
import { fence, problemsIn } from '../../support/guides/guide-text.ts';

describe('whyNoPrompt: names the prompt or text before the first command', () => {
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
    expect(problemsIn(page)).toEqual([`7: ${message} [text-before-prompt]`]);
  });
});

test('whyUnfinished: names the line of a here-document that closes the fence', () => {
  expect(problemsIn('```console id=a\n$ cat <<EOF\na\n    ```\n    b\n    ```\nEOF\n```')).toEqual([
    '5: The command `cat <<EOF` is not finished at the end of its fence: the here-document is not closed ' +
      'by a line `EOF`. Line 7 closes the fence. If that line belongs to the here-document, begin and end ' +
      'the fence with four backticks. [unfinished-command]',
  ]);
  expect(problemsIn('````console id=a\n$ cat <<EOF\na\n    ```\n    b\n    ```\nEOF\n````')).toEqual([]);
});

describe('whyUnfinished: names the open part of a command and its probable end', () => {
  const hereDocument =
    'is not finished at the end of its fence: the here-document is not closed by a line `EOF`';

  test.each([
    [
      '$ cat <<EOF\na\n  EOF\n$ id',
      `The command \`cat <<EOF\` ${hereDocument}. Line 7 has 2 spaces before \`EOF\`. Delete this white ` +
        'space, so that `EOF` is in the same column as the `$`.',
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
    expect(problemsIn(fence(body))).toEqual([`5: ${message} [unfinished-command]`]);
  });
});
