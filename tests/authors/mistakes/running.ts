import type { Mistake } from '../mistake.ts';

/** Mistakes that appear only when the guide runs, or in the objects that it writes and leaves. */
export const running: readonly Mistake[] = [
  {
    name: 'the wrong output',
    body: [
      '```console id=show',
      '$ printf "NAME   READY   STATUS\\nweb    1/1     Running\\n"',
      'NAME   READY   STATUS',
      'web    2/2     Running',
      '```',
    ],
    check: [],
    test: [
      '  ≠  1 show differs T s',
      '      PAGE.mdx:7: row web, column READY: the page says 2/2, the output says 1/1. It was not ' +
        'asked again, because its output does not change by itself.',
      '      $ printf "NAME   READY   STATUS\\nweb    1/1     Running\\n"',
      '        NAME   READY   STATUS',
      '      - web    2/2     Running',
      '      + web    1/1     Running',
      '               ^^^',
      '  0 passed, 1 did not pass, nothing left behind in T s',
      '  If the page is out of date, `npx guiderail bless PAGE.mdx` proposes what to change.',
    ],
  },
  {
    name: 'the output is right and the exit status is 1',
    body: ['```console id=show', '$ echo no such quota; false', 'no such quota', '```'],
    check: [],
    test: [
      '  ✕  1 show failed T s',
      '      PAGE.mdx:5: the output is as printed, but the exit status is 1; the page expects 0. It ' +
        'was not asked again, because its output does not change by itself. If this exit status is ' +
        'expected, write `exit=1`.',
      '      $ echo no such quota; false',
      '      no such quota',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'the output is right and the exit status of a program is 3',
    body: ['```console id=show', '$ bash -c "echo denied; exit 3"', 'denied', '```'],
    check: [],
    test: [
      '  ✕  1 show failed T s',
      '      PAGE.mdx:5: the output is as printed, but the exit status is 3; the page expects 0. If ' +
        'this exit status is expected, write `exit=3`.',
      '      $ bash -c "echo denied; exit 3"',
      '      denied',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'exit=1 on a command that works',
    body: ['```console id=show exit=1', '$ echo a', 'a', '```'],
    check: [],
    test: [
      '  ✕  1 show failed T s',
      '      PAGE.mdx:5: the output is as printed, but the exit status is 0; the page expects 1. It ' +
        'was not asked again, because its output does not change by itself. If the command should ' +
        'succeed, remove `exit=1`.',
      '      $ echo a',
      '      a',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a program that is not there',
    body: ['```console id=show', '$ kubctl-of-nobody get quota', '```'],
    check: [],
    test: [
      '  ✕  1 show failed T s',
      '      PAGE.mdx:5: the command ended with exit status 127 because there is no such program; the ' +
        'page expects 0',
      '      $ kubctl-of-nobody get quota',
      '      bash: kubctl-of-nobody: command not found',
      '      → Correct the name `kubctl-of-nobody` or install the program. If the guide needs it, name ' +
        'it in `guide.requires.commands`: then Guiderail tells a reader without it before the first step.',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a command that differs, before others of its step',
    body: ['```console id=show', '$ echo a', 'b', '$ echo c', 'c', '$ echo d', 'd', '```'],
    check: [],
    test: [
      '  ≠  1 show differs T s',
      '      PAGE.mdx:6: output line 1: the page says "b" (line 6), the output says "a". It was not ' +
        'asked again, because its output does not change by itself.',
      '      $ echo a',
      '      - b',
      '      + a',
      '      Not run because of it: `echo c` (line 7) and `echo d` (line 9).',
      '  0 passed, 1 did not pass, nothing left behind in T s',
      '  If the page is out of date, `npx guiderail bless PAGE.mdx` proposes what to change.',
    ],
  },
  {
    name: 'a command that does not end',
    body: ['```console id=show timeout=1s', '$ sleep 60', '```'],
    check: [],
    test: [
      '  ⏱  1 show timed-out T s',
      '      PAGE.mdx:5: The command did not end within 1 s and was stopped.',
      '      $ sleep 60',
      '      → Find out what it waits for. If it only needs more time, give the step more: `timeout=2s`.',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: '`exit` at the prompt',
    body: ['```console id=show', '$ exit 3', '```', '', '```console id=end', '$ echo b', 'b', '```'],
    check: [],
    test: [
      '  ⚡  1 show interrupted T s',
      '      PAGE.mdx:5: The shell ended while the command ran, so its exit status is not known.',
      '      $ exit 3',
      '      → `exit` and `exec` end the shell of all steps. Put them into brackets, as in `(exit 1)`, ' +
        'and run the steps that set variables again.',
      '  ✓  2 end T s',
      '  1 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a step that needs one that fails',
    body: [
      '```console id=first',
      '$ false',
      '```',
      '',
      '```console id=second needs=first',
      '$ echo b',
      'b',
      '```',
    ],
    check: [],
    test: [
      '  ✕  1 first failed T s',
      '      PAGE.mdx:5: the command ended with exit status 1; the page expects 0. It was not asked ' +
        'again, because its output does not change by itself.',
      '      $ false',
      '      → Read the output, fix the cause and run the step again. If this exit status is expected, ' +
        'write `exit=1`.',
      '  –  2 second skipped: It needs first, which has not passed in this session. T s',
      '  0 passed, 1 did not pass, 1 skipped, nothing left behind in T s',
    ],
  },
  {
    name: 'every step skipped',
    body: ['```console id=show skip="by hand"', '$ echo a', 'a', '```'],
    check: [],
    test: [
      '  –  1 show skipped: by hand T s',
      '  0 passed, 1 skipped, nothing left behind in T s',
      '  Each step was skipped, so nothing was compared with the page.',
    ],
  },
  {
    name: 'one word in a long line',
    body: [
      '```console id=show',
      '$ echo the quota of the namespace team-a allows four pods, two services, one load balancer and ' +
        'eight gibibytes of memory in all of its containers together',
      'the quota of the namespace team-a allows four pods, two services, one load balancer and nine ' +
        'gibibytes of memory in all of its containers together',
      '```',
    ],
    check: [],
    test: [
      '  ≠  1 show differs T s',
      '      PAGE.mdx:6: output line 1: the page says "the quota of the namespace team-a allows four ' +
        'pods, two services, one load balancer and nine gibibytes of memory in all of its containers ' +
        'together" (line 6), the output says "the quota of the namespace team-a allows four pods, two ' +
        'services, one load balancer and eight gibibytes of memory in all of its containers together". ' +
        'It was not asked again, because its output does not change by itself.',
      '      $ echo the quota of the namespace team-a allows four pods, two services, one load ' +
        'balancer and eight gibibytes of memory in all of its containers together',
      '      - the quota of the namespace team-a allows four pods, two services, one load balancer and ' +
        'nine gibibytes of memory in all of its containers together',
      '                                                                                                ^^^^',
      '      + the quota of the namespace team-a allows four pods, two services, one load balancer and ' +
        'eight gibibytes of memory in all of its containers together',
      '                                                                                                ^^^^^',
      '  0 passed, 1 did not pass, nothing left behind in T s',
      '  If the page is out of date, `npx guiderail bless PAGE.mdx` proposes what to change.',
    ],
  },
  {
    name: 'a line that is missing',
    body: ['```console id=show', '$ echo a', 'a', 'b', '```'],
    check: [],
    test: [
      '  ≠  1 show differs T s',
      '      PAGE.mdx:7: the page says "b" (line 7), the output has no such line. It was not asked ' +
        'again, because its output does not change by itself.',
      '      $ echo a',
      '        a',
      '      - b',
      '  0 passed, 1 did not pass, nothing left behind in T s',
      '  If the page is out of date, `npx guiderail bless PAGE.mdx` proposes what to change.',
    ],
  },
  {
    name: 'a cleanup that fails',
    body: [
      '```console id=show',
      '$ echo a',
      'a',
      '```',
      '',
      '```console id=remove role=cleanup',
      '$ false',
      '```',
    ],
    check: [],
    test: [
      '  ✓  1 show T s',
      '  ✕  2 remove failed T s',
      '      PAGE.mdx:10: the command ended with exit status 1; the page expects 0. It was not asked ' +
        'again, because its output does not change by itself.',
      '      $ false',
      '      → Read the output, fix the cause and run the step again. If this exit status is expected, ' +
        'write `exit=1`.',
      '  1 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a namespace that is created and not deleted',
    body: ['```console id=make', '$ kubectl create namespace team-a', 'namespace/team-a created', '```'],
    check: [
      '5: warning: Step make writes to the cluster, and the guide does not declare what it touches, so ' +
        'on a shared cluster nothing proves that its cleanup removes everything. Add `namespaces: ' +
        '[team-a]` and `creates: [namespace/team-a]` below `guide:` in the front matter. ' +
        '[nothing-declared]',
      '5: warning: The guide has no cleanup step, but its step make makes something in the cluster. ' +
        'Add a step with `role=cleanup` that deletes what the guide makes. [no-cleanup]',
    ],
  },
  {
    name: 'a namespace that the guide does not declare',
    front: ['title: Quotas', 'guide:', '  namespaces: [team-a]'],
    body: [
      '```console id=make',
      '$ kubectl create configmap quota -n team-b',
      'configmap/quota created',
      '```',
      '',
      '```console id=remove role=cleanup',
      '$ kubectl delete configmap quota -n team-b',
      'configmap "quota" deleted',
      '```',
    ],
    check: [
      '7: Step make writes ConfigMap quota into the namespace team-b, which the guide does not ' +
        'declare. Did you mean `team-a`? If not, add `team-b` to `guide.namespaces`, name another ' +
        'namespace with `-n`, or add `configmap/team-b/quota` to `guide.creates`. [undeclared-write]',
      '12: Step remove deletes ConfigMap quota in the namespace team-b, which the guide does not ' +
        'declare. Did you mean `team-a`? If not, add `team-b` to `guide.namespaces`, name another ' +
        'namespace with `-n`, or add `configmap/team-b/quota` to `guide.creates`. [undeclared-write]',
    ],
  },
  {
    name: 'no namespace in the command, and the guide declares another',
    front: ['title: Quotas', 'guide:', '  namespaces: [team-a]'],
    body: [
      '```console id=make',
      '$ kubectl create configmap quota',
      'configmap/quota created',
      '```',
      '',
      '```console id=remove role=cleanup',
      '$ kubectl delete configmap quota',
      'configmap "quota" deleted',
      '```',
    ],
    check: [
      '7: warning: Step make names no namespace for ConfigMap quota, so kubectl takes the namespace of ' +
        'the context, which is `default` on the local cluster. The guide does not declare it. Add `-n ' +
        'team-a` to the command, or add `default` to `guide.namespaces`. [context-namespace]',
      '12: warning: Step remove names no namespace for ConfigMap quota, so kubectl takes the namespace ' +
        'of the context, which is `default` on the local cluster. The guide does not declare it. Add `-n ' +
        'team-a` to the command, or add `default` to `guide.namespaces`. [context-namespace]',
    ],
  },
];
