import type { Mistake } from '../mistake.ts';

/** Mistakes in the front matter. */
export const frontMatter: readonly Mistake[] = [
  {
    name: 'a namespace in capital letters',
    front: ['title: Quotas', 'guide:', '  namespaces: [Team-A]'],
    body: ['```console id=show', '$ echo a', 'a', '```'],
    check: [
      '4: `Team-A` cannot be a namespace. Write at most 63 lower-case letters, digits and hyphens, with a ' +
        'letter or digit at both ends. [front-matter]',
    ],
  },
  {
    name: '`creates` without a kind',
    front: ['title: Quotas', 'guide:', '  creates: [team-a]'],
    body: ['```console id=show', '$ echo a', 'a', '```'],
    check: [
      '4: `team-a` does not name an object. Write `kind/name`, or `kind/namespace/name` for an object ' +
        'in a namespace. [front-matter]',
    ],
  },
  {
    name: 'a title that is a number',
    front: ['title: 2024'],
    body: ['```console id=show', '$ echo a', 'a', '```'],
    check: ['2: `title` must be text. Put it in quotes: `title: "2024"`. [front-matter]'],
  },
  {
    name: 'a misspelt key under `guide`',
    front: ['title: Quotas', 'guide:', '  namespace: [team-a]'],
    body: ['```console id=show', '$ echo a', 'a', '```'],
    check: ['4: Unknown key `guide.namespace`. Did you mean namespaces? [front-matter]'],
  },
  {
    name: '`requires` at the top level',
    front: ['title: Quotas', 'requires:', '  kubernetes: ">=1.33"'],
    body: ['```console id=show', '$ echo a', 'a', '```'],
    check: ['3: Nothing reads the key `requires` at the top level. Indent it under `guide:`. [front-matter]'],
  },
  {
    name: '`namespaces` and `creates` at the top level',
    front: ['title: Quotas', 'namespaces: [team-a]', 'creates: [Namespace/team-a]'],
    body: ['```console id=show', '$ echo a', 'a', '```'],
    check: [
      '3: Nothing reads the key `namespaces` at the top level. Indent it under `guide:`. [front-matter]',
      '4: Nothing reads the key `creates` at the top level. Indent it under `guide:`. [front-matter]',
    ],
  },
  {
    name: 'a version range that YAML reads as a folded text',
    front: ['title: Quotas', 'guide:', '  requires:', '    kubernetes: >=1.33'],
    body: ['```console id=show', '$ echo a', 'a', '```'],
    check: [
      '5: The front matter is not valid YAML: Block scalar header includes extra characters: >=1.33. Put ' +
        'a value that has `:`, `#` or brackets in quotes, and indent all keys of one level equally. ' +
        '[front-matter]',
    ],
  },
  {
    name: 'a range in words',
    front: ['title: Quotas', 'guide:', '  requires:', '    istio: latest'],
    body: ['```console id=show', '$ echo a', 'a', '```'],
    check: [
      '5: `guide.requires.istio` must be a version range. Write one such as `istio: ">=1.21"`. ' +
        '[front-matter]',
    ],
  },
  {
    name: 'namespaces as a text',
    front: ['title: Quotas', 'guide:', '  namespaces: team-a'],
    body: ['```console id=show', '$ echo a', 'a', '```'],
    check: ['4: `guide.namespaces` must be a list. Write `namespaces: [team-a]`. [front-matter]'],
  },
  {
    name: 'a colon in the title',
    front: ['title: Quotas: a guide'],
    body: ['```console id=show', '$ echo a', 'a', '```'],
    check: [
      '2: The front matter is not valid YAML: Nested mappings are not allowed in compact mappings. Put a ' +
        'value that has `:`, `#` or brackets in quotes, and indent all keys of one level equally. ' +
        '[front-matter]',
    ],
  },
  {
    name: 'a tab in YAML',
    front: ['title: Quotas', 'guide:', '\tnamespaces: [team-a]'],
    body: ['```console id=show', '$ echo a', 'a', '```'],
    check: [
      '4: The front matter is not valid YAML: Tabs are not allowed as indentation. Write spaces. ' +
        '[front-matter]',
    ],
  },
  {
    name: '`guide` that is a text',
    front: ['title: Quotas', 'guide: quotas'],
    body: ['```console id=show', '$ echo a', 'a', '```'],
    check: [
      '3: `guide` must hold `key: value` lines. Write one such as `namespaces: [team-a]`; its keys are ' +
        'requires, namespaces, creates. [front-matter]',
    ],
  },
  {
    name: 'a required program with its version',
    front: ['title: Quotas', 'guide:', '  requires:', '    commands: kubectl'],
    body: ['```console id=show', '$ echo a', 'a', '```'],
    check: ['5: `guide.requires.commands` must be a list. Write `commands: [kubectl]`. [front-matter]'],
  },
];
