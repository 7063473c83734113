import type { Mistake } from '../mistake.ts';

/** Mistakes in the prompt of a command. */
export const prompts: readonly Mistake[] = [
  {
    name: 'no prompt',
    body: ['```console id=show', 'kubectl get quota', 'NAME', '```'],
    check: [
      '5: `kubectl get quota` comes before the first `$ `. Start the command with `$ `, and write its ' +
        'output below it. [text-before-prompt]',
    ],
  },
  {
    name: 'no space after the prompt',
    body: ['```console id=show', '$kubectl get quota', '```'],
    check: [
      '5: There is no space after `$` in `$kubectl get quota`. Write `$ kubectl get quota`. ' +
        '[text-before-prompt]',
    ],
  },
  {
    name: 'no space after a later prompt',
    body: [
      '```console id=show',
      '$ kubectl create namespace team-a',
      'namespace/team-a created',
      '$kubectl get namespace team-a -o name',
      'namespace/team-a',
      '```',
    ],
    check: [
      '5: warning: Step show writes to the cluster, and the guide does not declare what it touches, so ' +
        'on a shared cluster nothing proves that its cleanup removes everything. Add `namespaces: ' +
        '[team-a]` and `creates: [namespace/team-a]` below `guide:` in the front matter. ' +
        '[nothing-declared]',
      '5: warning: The guide has no cleanup step, but its step show creates something in the cluster. Add ' +
        'a step with `role=cleanup` that deletes what the guide creates. [no-cleanup]',
      '7: warning: This line is read as output of the command in line 5. If it is a command: there is no ' +
        'space after `$` in `$kubectl get namespace team-a -o name`. Write `$ kubectl get namespace team-a ' +
        '-o name`. [lost-command]',
    ],
  },
  {
    name: 'the prompt of root',
    body: ['```console id=show', '# kubectl get quota', '```'],
    check: [
      '5: `# ` does not begin a command. Write a comment above the fence, and a command of root as `$ ' +
        'kubectl get quota`. [text-before-prompt]',
    ],
  },
  {
    name: 'a prompt with user and host',
    body: ['```console id=show', 'ada@laptop:~$ kubectl get quota', '```'],
    check: [
      '5: `ada@laptop:~$ ` does not begin a command. Write `$ kubectl get quota`. [text-before-prompt]',
    ],
  },
  {
    name: 'a prompt of PowerShell',
    body: ['```console id=show', 'PS C:\\> kubectl get quota', '```'],
    check: ['5: `PS C:\\> ` does not begin a command. Write `$ kubectl get quota`. [text-before-prompt]'],
  },
  {
    name: 'a prompt and nothing',
    body: ['```console id=show', '$ ', '```'],
    check: ['5: There is nothing after `$ `. Write a command. [no-command]'],
  },
  {
    name: 'a no-break space behind the prompt',
    body: ['```console id=show', '$ kubectl get quota', '```'],
    check: ['5: After `$` comes the character U+00A0. Write an ordinary space there. [text-before-prompt]'],
  },
];
