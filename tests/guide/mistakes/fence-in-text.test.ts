import { expect, test } from 'vitest';
import { fence, problemsIn } from '../../support/guides/guide-text.ts';

const second = fence('$ echo b', 'id=b');

/** Pages with a fence that Markdown reads as text. */
const textFences: readonly (readonly [what: string, page: string, message: string])[] = [
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
];

test.each(textFences)('fenceInText: %s', (_, page, message) => {
  expect(problemsIn(page)).toEqual([`${message} [lost-step]`]);
});
