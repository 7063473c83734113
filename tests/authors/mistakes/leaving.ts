import type { Mistake } from '../mistake.ts';

/** Mistakes in what a guide creates and deletes in the cluster. */
export const leaving: readonly Mistake[] = [
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
      '      PAGE.mdx:10: the command ended with exit status 1; the page expects 0. ' +
        'The command was not repeated, because its output does not change by itself.',
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
      '5: warning: The guide has no cleanup step, but its step make creates something in the cluster. Add ' +
        'a step with `role=cleanup` that deletes what the guide creates. [no-cleanup]',
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
