import type { Mistake } from '../mistake.ts';

/** Mistakes in the options of a fence. */
export const options: readonly Mistake[] = [
  {
    name: 'a misspelt option',
    body: ['```console id=show tiemout=10s', '$ echo a', 'a', '```'],
    check: ['4: Unknown option tiemout. Did you mean timeout? [unknown-option]'],
  },
  {
    name: 'an unknown option',
    body: ['```console id=show retries=3', '$ echo a', 'a', '```'],
    check: [
      '4: Unknown option retries. Known options: id, match, exit, timeout, within, stable, role, ' +
        'needs, when, skip, choice. [unknown-option]',
    ],
  },
  {
    name: 'a capital letter in an option',
    body: ['```console ID=show', '$ echo a', 'a', '```'],
    check: ['4: Unknown option ID. Did you mean id? [unknown-option]'],
  },
  {
    name: 'an option twice',
    body: ['```console id=show id=list', '$ echo a', 'a', '```'],
    check: ['4: Option id is given twice. Keep one. [doubled-option]'],
  },
  {
    name: 'an option without a value',
    body: ['```console id=', '$ echo a', 'a', '```'],
    check: ['4: `id=` has no value. Write one after `=`, or delete the option. [bad-value]'],
  },
  {
    name: 'spaces around =',
    body: ['```console id = show', '$ echo a', 'a', '```'],
    check: ['4: There are spaces beside `=`. Write `id=show`. [bad-value]'],
  },
  {
    name: 'single quotes around a value',
    body: ["```console id=show skip='not here'", '$ echo a', 'a', '```'],
    check: ['4: `here\'` is not an option. Write key=value, key="two words" or a bare word. [bad-value]'],
  },
  {
    name: 'options in braces',
    body: ['```console {id=show}', '$ echo a', 'a', '```'],
    check: ['4: The options are in braces. Write `id=show`. [bad-value]'],
  },
  {
    name: 'commas between options',
    body: ['```console id=show,match=exact', '$ echo a', 'a', '```'],
    check: ['4: There is a comma after `id=show`. Separate options by spaces. [bad-value]'],
  },
  {
    name: 'a quote that is not closed',
    body: ['```console id=show skip="not here', '$ echo a', 'a', '```'],
    check: ['4: A quote is not closed in `skip="not here`. Write `"` at the end of the value. [bad-value]'],
  },
  {
    name: 'a match mode that does not exist',
    body: ['```console id=show match=fuzzy', '$ echo a', 'a', '```'],
    check: [
      '4: `match=fuzzy`: write one of docs, exact, contains, lines, unordered, regex, json, yaml, ' +
        'table, none. [bad-value]',
    ],
  },
  {
    name: 'a role that does not exist',
    body: ['```console id=show role=teardown', '$ echo a', 'a', '```'],
    check: ['4: `role=teardown`: write one of setup, step, cleanup. [bad-value]'],
  },
  {
    name: 'an exit status out of range',
    body: ['```console id=show exit=256', '$ echo a', 'a', '```'],
    check: ['4: `exit=256`: write a number from 0 to 255, or nonzero. [bad-value]'],
  },
  {
    name: 'an exit status in words',
    body: ['```console id=show exit=error', '$ echo a', 'a', '```'],
    check: ['4: `exit=error`: write a number from 0 to 255, or nonzero. [bad-value]'],
  },
  {
    name: 'a timeout without a unit',
    body: ['```console id=show timeout=30', '$ echo a', 'a', '```'],
    check: [
      '4: `timeout=30`: write a time such as 500ms, 30s or 2m, at most 60m. Did you mean 30s? [bad-value]',
    ],
  },
  {
    name: 'a timeout of nothing',
    body: ['```console id=show timeout=0s', '$ echo a', 'a', '```'],
    check: ['4: `timeout=0s`: write a time of more than 0, such as 500ms, 30s or 2m. [bad-value]'],
  },
  {
    name: 'a wait of hours',
    body: ['```console id=show within=2h', '$ echo a', 'a', '```'],
    check: ['4: `within=2h`: write a time such as 500ms, 30s or 2m, at most 60m. [bad-value]'],
  },
  {
    name: 'stable once',
    body: ['```console id=show stable=1', '$ echo a', 'a', '```'],
    check: ['4: `stable=1`: write the number of matches in a row, from 2 to 100. [bad-value]'],
  },
  {
    name: 'stable and run once',
    body: ['```console id=show stable=3 within=0', '$ kubectl get pods', 'NAME   READY', 'web    1/1', '```'],
    check: [
      '4: `within=0` runs a command once, but `stable` needs several runs. Delete one of the two options. ' +
        '[bad-value]',
    ],
  },
  {
    name: 'asking a command again that writes',
    body: [
      '```console id=make within=10s',
      '$ kubectl create namespace team-a',
      'namespace/team-a created',
      '```',
    ],
    check: [
      '4: `within` repeats commands that only read, and no command of this step is known to only read. ' +
        'Put their expansions in quotes, or delete the option. [bad-value]',
    ],
  },
  {
    name: 'skip without a reason',
    body: ['```console id=show skip', '$ echo a', 'a', '```'],
    check: ['4: `skip`: write why: skip="the reason". [bad-value]'],
  },
  {
    name: 'a condition that is no version range',
    body: ['```console id=show when="istio=>1.21"', '$ echo a', 'a', '```'],
    check: [
      '4: `when=istio=>1.21`: `istio=>1.21` is not a version range. Write one such as istio>=1.21 or ' +
        'kubernetes>=1.33. [bad-value]',
    ],
  },
  {
    name: 'a condition on an unknown product',
    body: ['```console id=show when="helm>=3"', '$ echo a', 'a', '```'],
    check: [
      '4: `when=helm>=3`: `helm>=3` is not a version range. Write one such as istio>=1.21 or ' +
        'kubernetes>=1.33. [bad-value]',
    ],
  },
  {
    name: 'a choice without a value',
    body: ['```console id=show choice=tool', '$ echo a', 'a', '```'],
    check: [
      '4: `choice=tool`: write group:value, such as way:gateway. The group begins with a lower-case ' +
        'letter. [bad-value]',
    ],
  },
  {
    name: 'a choice of one',
    body: ['```console id=show choice=tool:kubectl', '$ echo a', 'a', '```'],
    check: [
      '4: choice=tool:kubectl is the only value of tool. Add a step with another value, or delete the ' +
        'option. [bad-value]',
    ],
  },
  {
    name: 'a need that is misspelt',
    body: [
      '```console id=set-pod',
      '$ export POD=web',
      '```',
      '',
      '```console id=show needs=set-pods',
      '$ echo a',
      'a',
      '```',
    ],
    check: ['8: needs=set-pods: no step above has this id. Did you mean set-pod? [unknown-need]'],
  },
  {
    name: 'a need that stands below',
    body: [
      '```console id=show needs=set-pod',
      '$ echo a',
      'a',
      '```',
      '',
      '```console id=set-pod',
      '$ export POD=web',
      '```',
    ],
    check: [
      '4: needs=set-pod: the step in line 9 is below this one. Move that step up, or delete this id. ' +
        '[unknown-need]',
    ],
  },
  {
    name: 'an id with a space',
    body: ['```console id="show it"', '$ echo a', 'a', '```'],
    check: ['4: `id=show it`: write letters a to z, digits and hyphens, starting with a letter. [bad-value]'],
  },
  {
    name: 'an id that begins with a digit',
    body: ['```console id=1-show', '$ echo a', 'a', '```'],
    check: ['4: `id=1-show`: write letters a to z, digits and hyphens, starting with a letter. [bad-value]'],
  },
  {
    name: 'one id for two steps',
    body: ['```console id=show', '$ echo a', 'a', '```', '', '```console id=show', '$ echo b', 'b', '```'],
    check: ['9: The step in line 4 already has the id show. Give this step another id. [doubled-id]'],
  },
  {
    name: 'an option of a step on an output fence',
    body: ['```console id=show', '$ echo a', 'a', '```', '', '```output exit=1', 'b', '```'],
    check: [
      '9: exit is an option of a step. Write it at the `console` fence above, or delete it. [unknown-option]',
    ],
  },
  {
    name: 'every output for some versions only',
    body: [
      '```console id=show',
      '$ kubectl version --client',
      '```',
      '',
      '```output when="kubernetes>=1.33"',
      'b',
      '```',
    ],
    check: [
      '5: Every printed output of this command is for some versions only, so on other versions nothing is ' +
        'compared. Print one output without `when`. [vacuous]',
    ],
  },
];
