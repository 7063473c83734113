import type { Mistake } from '../mistake.ts';

/** Mistakes with the cluster that a command uses. */
export const clusters: readonly Mistake[] = [
  {
    name: 'another kubeconfig',
    body: [
      '```console id=show',
      '$ kubectl --kubeconfig ~/.kube/config get namespaces -o name',
      'namespace/default',
      '```',
    ],
    check: [
      '5: `~/.kube/config` can make the command use another cluster than the guide. Delete it: ' +
        '`KUBECONFIG` names the kubeconfig of the right cluster. [other-cluster]',
    ],
  },
  {
    name: 'another kubeconfig for all steps',
    body: [
      '```console id=set',
      '$ export KUBECONFIG=~/.kube/config',
      '```',
      '',
      '```console id=show',
      '$ kubectl get namespaces -o name',
      'namespace/default',
      '```',
    ],
    check: [
      '5: `KUBECONFIG=~/.kube/config` can make the command use another cluster than the guide. Delete it: ' +
        '`KUBECONFIG` names the kubeconfig of the right cluster. [other-cluster]',
    ],
  },
  {
    name: 'another server',
    body: [
      '```console id=show',
      '$ kubectl --server https://10.0.0.1:6443 get namespaces -o name',
      'namespace/default',
      '```',
    ],
    check: [
      '5: `https://10.0.0.1:6443` can make the command use another cluster than the guide. Delete it: ' +
        '`KUBECONFIG` names the kubeconfig of the right cluster. [other-cluster]',
    ],
  },
];
