import { expect, test } from 'vitest';
import { fence, problemsIn } from '../../support/guides/guide-text.ts';

const second = fence('$ echo b', 'id=b');

/** Pages with a fence that does not begin or end where its author meant. */
const brokenFences: readonly (readonly [what: string, page: string, message: string])[] = [
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
    '9: This line begins a fence without a language, and line 13 inside it begins another fence. A ' +
      'closing line is missing, either for this fence or for the fence in lines 4 to 7. Add it.',
  ],
  [
    'one fence mark too many at the end',
    `\`\`\`console\n$ echo a\n\nText.\n\n\`\`\`\nplain\n\`\`\`\n\nText.`,
    '11: This line begins a fence without a language, and nothing closes it before the end of the page. A ' +
      'closing line is missing, either for this fence or for the fence in lines 4 to 9. Add it.',
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
];

test.each(brokenFences)('brokenFence: %s', (_, page, message) => {
  expect(problemsIn(page)).toEqual([`${message} [lost-step]`]);
});
