import type { Mistake } from '../mistake.ts';

/** Mistakes in fences, and in the indentation of their lines. */
export const fences: readonly Mistake[] = [
  {
    name: 'a closing fence that is missing',
    body: [
      '```console id=show',
      '$ echo a',
      'a',
      '',
      'Then the quota:',
      '',
      '```console id=quota',
      '$ kubectl get quota',
      '```',
    ],
    check: [
      '4: The `console` fence of line 4 is not closed before line 10, which begins another fence. ' +
        'Write ``` alone on a line after its last line. [lost-step]',
    ],
  },
  {
    name: 'a closing fence that is missing at the end of the page',
    body: ['```console id=show', '$ echo a', 'a', '', 'That was all.'],
    check: [
      '4: The `console` fence of line 4 is not closed, so it goes on to the end of the page. Write ``` ' +
        'alone on a line after its last line. [lost-step]',
    ],
  },
  {
    name: 'a closing fence that is dedented in a list',
    body: ['1. Look:', '', '   ```console id=show', '   $ echo a', '   a', '```', '', '2. Done.'],
    check: [
      '9: The `console` fence of line 6 is in a list item with 3 spaces before it, but the closing fence ' +
        'has no spaces, so the list item ends, and the fence ends with it. Write 3 spaces before the ' +
        'closing fence. [lost-step]',
    ],
  },
  {
    name: 'an opening fence that is missing',
    body: [
      '$ kubectl create namespace team-a',
      'namespace/team-a created',
      '```',
      '',
      'Then look:',
      '',
      '```console id=show',
      '$ echo a',
      'a',
      '```',
    ],
    check: [
      '4: `$ kubectl create namespace team-a` is not in a fence: line 6 closes a fence, but no line ' +
        'opens it. Write ```console on a line of its own before this line. [lost-step]',
    ],
  },
  {
    name: 'a line of the fence that is dedented in a list',
    body: ['1. Look:', '', '   ```console id=show', '   $ echo a', '   a', '$ echo b', 'b', '   ```'],
    check: [
      '9: The `console` fence of line 6 is in a list item with 3 spaces before it, but this line has no ' +
        'spaces, so the list item ends, and the fence ends with it. Write 3 spaces before each line of the ' +
        'fence. [lost-step]',
    ],
  },
  {
    name: 'a fence indented in a list, its commands not',
    body: ['1. Look:', '', '   ```console id=show', '$ echo a', 'a', '```'],
    check: [
      '7: The `console` fence of line 6 is in a list item with 3 spaces before it, but this line has no ' +
        'spaces, so the list item ends, and the fence ends with it. Write 3 spaces before each line of the ' +
        'fence. [lost-step]',
    ],
  },
  {
    name: 'commands indented more than their fence',
    body: ['```console id=show', '  $ echo a', '  a', '```'],
    check: [
      '5: The `$ ` has 2 spaces before it, and its fence in line 4 has no spaces. Give the fence, each of ' +
        'its lines and the closing fence the same indentation. [text-before-prompt]',
    ],
  },
  {
    name: 'a command indented behind the output of another',
    body: [
      '```console id=show',
      '$ echo a',
      'a',
      '  $ kubectl delete namespace team-a',
      '  namespace "team-a" deleted',
      '```',
    ],
    check: [
      '7: warning: This line is read as output of the command in line 5. If it is a command: delete the 2 ' +
        'spaces before `$ `. [lost-command]',
    ],
  },
  {
    name: 'a tab before a command',
    body: ['```console id=show', '$ echo a', 'a', '\t$ echo b', '\tb', '```'],
    check: [
      '7: warning: This line is read as output of the command in line 5. If it is a command: delete ' +
        'the tab before `$ `. [lost-command]',
    ],
    test: [
      '  ≠  1 show differs T s',
      '      PAGE.mdx:7: the page says "\t$ echo b" (line 7), the output has no such line. ' +
        'The command was not repeated, because its output does not change by itself.',
      '      $ echo a',
      '      PAGE.mdx:8: the page says "\tb" (line 8), the output has no such line',
      '        a',
      '      - \t$ echo b',
      '      - \tb',
      '  0 passed, 1 did not pass, nothing left behind in T s',
      '  If the page is out of date, `npx guiderail bless PAGE.mdx` proposes what to change.',
    ],
  },
  {
    name: 'a bash fence with options of a step',
    body: ['```bash id=show', '$ echo a', 'a', '```', '', '```console id=end', '$ echo b', 'b', '```'],
    check: [
      '4: Only `console` fences are steps, and this is a `bash` fence with the option `id=show`. Write ' +
        '`console` as its language. If its commands must not run, write `console skip="why"`. [lost-step]',
    ],
  },
  {
    name: 'a shell fence with a prompt',
    body: ['```sh', '$ echo a', 'a', '```', '', '```console id=end', '$ echo b', 'b', '```'],
    check: [
      '4: Only `console` fences are steps, and this is a `sh` fence that begins with `$ `. Write ' +
        '`console` as its language. If its commands must not run, write `console skip="why"`. [lost-step]',
    ],
  },
  {
    name: 'a misspelt language',
    body: ['```consle id=show', '$ echo a', 'a', '```', '', '```console id=end', '$ echo b', 'b', '```'],
    check: [
      '4: The language of this fence is `consle`, so the fence is not a step. Write `console`. [lost-step]',
    ],
  },
  {
    name: 'a capital letter in the language',
    body: ['```Console id=show', '$ echo a', 'a', '```', '', '```console id=end', '$ echo b', 'b', '```'],
    check: [
      '4: The language of this fence is `Console`, so the fence is not a step. Write `console`. ' +
        '[lost-step]',
    ],
  },
  {
    name: 'options glued to the language',
    body: ['```console{id=show}', '$ echo a', 'a', '```', '', '```console id=end', '$ echo b', 'b', '```'],
    check: [
      '4: Markdown reads `console{id=show}` as one word, so the fence is not a step. Write a space after ' +
        '`console`, then options such as `id=x`. [lost-step]',
    ],
  },
  {
    name: 'no language',
    body: ['```', '$ echo a', 'a', '```', '', '```console id=end', '$ echo b', 'b', '```'],
    check: [
      '4: Only `console` fences are steps, and this is a fence without a language that begins with `$ `. ' +
        'Write `console` as its language. If its commands must not run, write `console skip="why"`. ' +
        '[lost-step]',
    ],
  },
  {
    name: 'two backticks',
    body: ['``console id=show', '$ echo a', 'a', '``', '', '```console id=end', '$ echo b', 'b', '```'],
    check: [
      '4: Markdown reads this fence as text: it begins with only 2 backticks. Begin and end it with ' +
        'three. [lost-step]',
    ],
  },
  {
    name: 'a quote that ends too early',
    body: [
      '> ```console id=show',
      '> $ echo a',
      '$ echo b',
      '> ```',
      '',
      '```console id=end',
      '$ echo b',
      'b',
      '```',
    ],
    check: [
      '6: The `console` fence of line 4 is in a quote. This line does not begin with `> `, so the quote ' +
        'ends, and the fence ends with it. Begin each line of the fence with `> `. [lost-step]',
    ],
  },
  {
    name: 'an empty fence',
    body: ['```console id=show', '```'],
    check: ['5: The step is empty. Write a command after `$ `. [no-command]'],
  },
  {
    name: 'an output fence without its step',
    body: ['```output', 'a', '```', '', '```console id=show', '$ echo a', 'a', '```'],
    check: [
      '4: An `output` fence must stand right after the step whose last command prints it. Move it ' +
        'there. [stray-output]',
    ],
  },
  {
    name: 'text between a step and its output fence',
    body: [
      '```console id=show',
      '$ echo a',
      'a',
      '```',
      '',
      'Or:',
      '',
      '```output when="kubernetes<1.33"',
      'b',
      '```',
    ],
    check: [
      '11: An `output` fence must stand right after the step whose last command prints it. Move it ' +
        'there. [stray-output]',
    ],
  },
  {
    name: 'an empty output fence',
    body: ['```console id=show', '$ echo a', 'a', '```', '', '```output when="kubernetes<1.33"', '```'],
    check: ['9: The `output` fence is empty. Write what the command prints. [vacuous]'],
  },
  {
    name: 'no step at all',
    body: ['Run `kubectl get quota`.'],
    check: ['1: The guide has no step. Write a command in a `console` fence. [no-command]'],
  },
];
