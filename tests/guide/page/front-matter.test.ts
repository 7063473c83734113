import { expect, test } from 'vitest';
import { parseGuide } from '../../../src/guide/parse-guide.ts';

function problemsIn(source: string): string[] {
  return parseGuide(source, { file: 'guide.mdx', name: 'guide' }).problems.map(
    ({ line, message, code }) => `${line}: ${message} [${code}]`,
  );
}

test.each<[what: string, head: string, messages: readonly string[]]>([
  [
    'keys of `guide` at the top level',
    'title: T\nrequires:\n  kubernetes: ">=1.33"\nnamespaces: [team-a]\ncreates:\n  - clusterrole/a\n' +
      'commands: [jq]',
    [
      '3: Nothing reads the key `requires` at the top level. Indent it under `guide:`.',
      '5: Nothing reads the key `namespaces` at the top level. Indent it under `guide:`.',
      '6: Nothing reads the key `creates` at the top level. Indent it under `guide:`.',
      '8: Nothing reads the key `commands` at the top level. Indent it under `requires:`, which is under ' +
        '`guide:`.',
    ],
  ],
  [
    'keys of `requires` directly under `guide`',
    'title: T\nguide:\n  kubernetes: ">=1.33"\n  istio: ">=1.21"\n  commands: [jq]',
    [
      '4: Unknown key `guide.kubernetes`. Indent it under `requires:`.',
      '5: Unknown key `guide.istio`. Indent it under `requires:`.',
      '6: Unknown key `guide.commands`. Indent it under `requires:`.',
    ],
  ],
  [
    'near misses of keys',
    'title: T\nguides:\n  namespaces: [a]\nGuide:\nnamespace: a\nguide:\n  namespace: [a]\n  ' +
      'requires:\n    kubernets: ">=1"',
    [
      '3: Nothing reads the key `guides`. Write `guide`.',
      '5: Nothing reads the key `Guide`. Write `guide`.',
      '6: Nothing reads the key `namespace`. Write `namespaces`, and indent it under `guide:`.',
      '8: Unknown key `guide.namespace`. Did you mean namespaces?',
      '10: Unknown key `guide.requires.kubernets`. Did you mean kubernetes?',
    ],
  ],
  [
    'values of the wrong form',
    'title: 5\ndescription: [a]\nguide:\n  namespaces: team-a\n  requires: kubernetes\n  creates:\n    ' +
      '- clusterrole/a\n    - 5',
    [
      '2: `title` must be text. Put it in quotes: `title: "5"`.',
      '3: `description` must be text. Put it in quotes.',
      '5: `guide.namespaces` must be a list. Write `namespaces: [team-a]`.',
      '6: `guide.requires` must hold `key: value` lines. Write one such as `kubernetes: ">=1.33"`; its ' +
        'keys are kubernetes, istio, commands.',
      '9: The list `guide.creates` has `5`, which is not text. Put it in quotes.',
    ],
  ],
  [
    'a word for `guide`',
    'title: T\nguide: true',
    [
      '3: `guide` must hold `key: value` lines. Write one such as `namespaces: [team-a]`; its keys are ' +
        'requires, namespaces, creates.',
    ],
  ],
  [
    'values that name nothing',
    'title: T\nguide:\n  namespaces: [team-a, Team_B]\n  creates:\n    - namespace/team-a\n    - ' +
      'gateway\n    - a/b/c/d\n  requires:\n    kubernetes: 1.33\n    istio: newest\n    commands: jq',
    [
      '4: `Team_B` cannot be a namespace. Write at most 63 lower-case letters, digits and hyphens, with a ' +
        'letter or digit at both ends.',
      '7: `gateway` does not name an object. Write `kind/name`, or `kind/namespace/name` for an object ' +
        'in a namespace.',
      '8: `a/b/c/d` does not name an object. Write `kind/name`, or `kind/namespace/name` for an object ' +
        'in a namespace.',
      '10: `guide.requires.kubernetes` must be a version range. Write one such as `kubernetes: ">=1.33"`.',
      '11: `guide.requires.istio` must be a version range. Write one such as `istio: ">=1.21"`.',
      '12: `guide.requires.commands` must be a list. Write `commands: [jq]`.',
    ],
  ],
  [
    'a colon in a value',
    'description: D\ntitle: A: b',
    [
      '3: The front matter is not valid YAML: Nested mappings are not allowed in compact mappings. Put a ' +
        'value that has `:`, `#` or brackets in quotes, and indent all keys of one level equally.',
    ],
  ],
  [
    'a key twice',
    'title: a\ntitle: b',
    ['3: The front matter is not valid YAML: Map keys must be unique. Delete one of the two.'],
  ],
  [
    'a tab',
    'title: a\nguide:\n\tnamespaces: [a]',
    ['4: The front matter is not valid YAML: Tabs are not allowed as indentation. Write spaces.'],
  ],
  [
    'text',
    'title: a\n\nText.',
    [
      '4: The front matter is not valid YAML: Implicit map keys need to be followed by map values. ' +
        'Write `key: value`, or close the front matter with `---` above this line.',
    ],
  ],
  [
    'an alias of nothing',
    'title: *a',
    ['2: The front matter is not valid YAML: Unresolved alias (the anchor must be set before the alias): a.'],
  ],
  ['a list', '- a', ['2: The front matter is not a list of `key: value` lines.']],
])('front matter: reports %s', (_, head, messages) => {
  expect(problemsIn(`---\n${head}\n---\n`)).toEqual(messages.map((each) => `${each} [front-matter]`));
});

test.each([
  [
    'without an end',
    '---\ntitle: T\n\nText.\n',
    '1: The front matter is not closed. Write `---` on a line of its own after its last `key: value` line.',
  ],
  [
    'below an empty line',
    '\n---\ntitle: T\n---\n',
    '2: The front matter must begin in line 1. Delete the empty lines before `---`.',
  ],
  [
    'with a space before it',
    ' ---\ntitle: T\n---\n',
    '1: The first line of the front matter must be `---` without spaces before it. Delete the spaces.',
  ],
  [
    'that ends with dots',
    '---\ntitle: T\n...\n',
    '3: The front matter ends with `...`, which Astro does not read. Write `---`.',
  ],
  [
    'in TOML',
    '+++\ntitle = "T"\n+++\n',
    '1: Front matter between `+++` lines is TOML. Write YAML: `key: value` lines between two `---` lines.',
  ],
])('front matter: reports it %s', (_, source, messages) => {
  expect(problemsIn(source)).toEqual([`${messages} [front-matter]`]);
});

test.each([
  ['keys of other tools', '---\ntitle: T\ncreated: 2026-01-31\nside: left\nguidance: none\n---\n'],
  ['a rule between texts', 'Text.\n\n---\n\nNote: more.\n\n---\n'],
  ['nothing', ''],
])('front matter: accepts %s', (_, source) => {
  expect(problemsIn(source)).toEqual([]);
});
