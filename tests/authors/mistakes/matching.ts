import type { Mistake } from '../mistake.ts';

/** Mistakes in expectations. */
export const matching: readonly Mistake[] = [
  {
    name: 'an expectation that accepts everything',
    body: ['```console id=show', '$ echo a', '...', '```'],
    check: [
      '6: This accepts every output: print something that the command must show, or use match=none. ' +
        '[vacuous]',
    ],
  },
  {
    name: 'only a type that takes everything',
    body: ['```console id=show match=contains', '$ echo a', '{{any}}', '```'],
    check: [
      '6: This accepts every output: print something that the command must show, or use match=none. ' +
        '[vacuous]',
    ],
  },
  {
    name: 'a mode without a printed output',
    body: ['```console id=show match=exact', '$ echo a', '```'],
    check: ['5: `match=exact` needs printed output to compare with; print it, or use match=none. [vacuous]'],
  },
  {
    name: 'a pattern that does not compile',
    body: ['```console id=show match=regex', '$ echo a', '(a', '```'],
    check: [
      '6: This RE2 pattern does not compile: missing closing ): `(a`. Correct it; write `\\` before a ' +
        'special character that stands for itself. [vacuous]',
    ],
  },
  {
    name: 'a pattern that accepts everything',
    body: ['```console id=show match=regex', '$ echo a', '.*', '```'],
    check: ['6: These patterns accept every output: write one that can fail, or use match=none. [vacuous]'],
  },
  {
    name: 'match=lines without + and -',
    body: ['```console id=show match=lines', '$ echo a', 'a', '```'],
    check: [
      '6: Every line of `match=lines` must start with "+ " (present) or "- " (absent); write one of the ' +
        'two before the text. [vacuous]',
    ],
  },
  {
    name: 'printed output that is not JSON',
    body: ['```console id=show match=json', '$ echo \'{"a": 1}\'', '{"a": 1,}', '```'],
    check: [
      '6: The printed output is no JSON: Expected double-quoted property name. Correct it, or choose ' +
        'another `match`. [vacuous]',
    ],
  },
  {
    name: 'dots on a line of JSON',
    body: ['```console id=show match=json', '$ echo \'{"a": 1}\'', '{', '  "a": 1,', '  ...', '}', '```'],
    check: [
      '8: A line of dots is no JSON: write "..." as a value, a list entry, or "...": "..." for further ' +
        'keys. [vacuous]',
    ],
  },
  {
    name: 'printed output that is not YAML',
    body: ['```console id=show match=yaml', "$ echo 'a: 1'", 'a: 1', ' b: 2', '```'],
    check: [
      '6: The printed output is no YAML: Nested mappings are not allowed in compact mappings. Correct ' +
        'it, or choose another `match`. [vacuous]',
    ],
  },
  {
    name: 'match=table without a table',
    body: ['```console id=show match=table', '$ echo a', 'a', '```'],
    check: [
      '6: `match=table` needs a line of at least two column heads in capital letters, two blanks apart, ' +
        'and a row below it; print them, or delete the option. [vacuous]',
    ],
  },
  {
    name: 'a type that does not exist',
    body: ['```console id=show', '$ kubectl get svc web', 'NAME   CLUSTER-IP', 'web    {{address}}', '```'],
    check: [
      '7: {{address}} is no type; write one of age, duration, ip, ipv4, ipv6, cidr, pod, name, uuid, ' +
        'timestamp, date, number, port, size, hash, digest, version, word, any. [vacuous]',
    ],
  },
];
