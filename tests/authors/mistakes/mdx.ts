import type { Mistake } from '../mistake.ts';

/** Mistakes in the text around the steps. */
export const mdx: readonly Mistake[] = [
  {
    name: 'an angle bracket in prose',
    body: ['Replace <pod> by the name of a pod.', '', '```console id=show', '$ echo a', 'a', '```'],
    check: [
      '4: MDX reads `<pod>` as an element, and nothing closes it. Put the text in a code span, or ' +
        'write `\\<pod>`. [mdx-syntax]',
    ],
  },
  {
    name: 'a brace in prose',
    body: ['Replace {namespace} by your namespace.', '', '```console id=show', '$ echo a', 'a', '```'],
    check: [
      '4: MDX reads `{namespace}` as JavaScript, and nothing defines `namespace`, so the site cannot ' +
        'be built. Put the text in a code span, or write `\\{` for each `{`. [mdx-syntax]',
    ],
  },
  {
    name: 'an HTML comment',
    body: ['<!-- a note -->', '', '```console id=show', '$ echo a', 'a', '```'],
    check: ['4: MDX has no HTML comments. Write `{/* … */}`. [mdx-syntax]'],
  },
  {
    name: 'an element that is not closed',
    body: ['<details>', '', '```console id=show', '$ echo a', 'a', '```'],
    check: ['4: `<details>` is not closed. Write `</details>`, or `\\<details>` for text. [mdx-syntax]'],
  },
  {
    name: 'a line break of HTML',
    body: ['One<br>two.', '', '```console id=show', '$ echo a', 'a', '```'],
    check: ['4: `<br>` is not closed. Write `<br />`. [mdx-syntax]'],
  },
  {
    name: 'an address in angle brackets',
    body: ['See <https://kubernetes.io>.', '', '```console id=show', '$ echo a', 'a', '```'],
    check: [
      '4: MDX does not read `<https://kubernetes.io>` as a link. Write ' +
        '`[text](https://kubernetes.io)`. [mdx-syntax]',
    ],
  },
  {
    name: 'a paragraph that begins with export',
    body: ['export POD=web sets the variable.', '', '```console id=show', '$ echo a', 'a', '```'],
    check: [
      '4: MDX reads a paragraph that begins with `export` as JavaScript, but this is text. Begin it ' +
        'with another word, or put `export` in a code span. [mdx-syntax]',
    ],
  },
  {
    name: 'a component that nothing imports',
    body: ['<Note>Careful.</Note>', '', '```console id=show', '$ echo a', 'a', '```'],
    check: [
      '4: Nothing imports `Note`, so the site cannot be built. Import it at the top of the page, or ' +
        'write `\\<Note>` for text. [mdx-syntax]',
    ],
  },
  {
    name: 'a comparison in prose',
    body: ['Use a version <1.33.', '', '```console id=show', '$ echo a', 'a', '```'],
    check: [
      '4: MDX reads `<1.33.` as the beginning of an element, but it is not a valid one. Put the text ' +
        'in a code span, or write `\\<`. [mdx-syntax]',
    ],
  },
  {
    name: 'a tag that no one knows',
    body: ['The word <teamname></teamname> is yours.', '', '```console id=show', '$ echo a', 'a', '```'],
    check: [
      '4: HTML has no element `<teamname>`, so readers would not see this word. Put the text in a code ' +
        'span, or write `\\<teamname>`. [mdx-syntax]',
    ],
  },
  {
    name: 'JSON in prose',
    body: ['The answer is {"a": 1}.', '', '```console id=show', '$ echo a', 'a', '```'],
    check: [
      '4: MDX reads `{"a": 1}` as JavaScript, but it is not valid JavaScript. Put the text in a code ' +
        'span, or write `\\{` for each `{`. [mdx-syntax]',
    ],
  },
];
