import { describe, expect, test } from 'vitest';
import { kubeconfigsNamed, otherCluster } from '../../src/guide/other-cluster.ts';
import { fence, guideOf } from '../support/guide-text.ts';

describe('otherCluster: names what leads past the pinned cluster', () => {
  test.each([
    ['kubectl get pods --kubeconfig ~/.kube/config', '`~/.kube/config`'],
    ['kubectl get pods --kubeconfig=/etc/kubernetes/admin.conf', '`/etc/kubernetes/admin.conf`'],
    ['istioctl version -c "$HOME/.kube/config"', '`"$HOME/.kube/config"`'],
    ['KUBECONFIG=~/.kube/config kubectl delete ns a', '`KUBECONFIG=~/.kube/config`'],
    ['export KUBECONFIG="$HOME/.kube/prod"', '`KUBECONFIG="$HOME/.kube/prod"`'],
    ['unset KUBECONFIG', '`unset KUBECONFIG`'],
    ['sudo kubectl get nodes', '`sudo kubectl`'],
    ['env -u KUBECONFIG kubectl get pods', '`env -u`'],
    ['env -i kubectl get pods', '`env -i`'],
    ['kubectl -s https://192.0.2.1:6443 get pods', '`https://192.0.2.1:6443`'],
    ['kubectl get pods --server=https://192.0.2.1:6443', '`https://192.0.2.1:6443`'],
    ['helm list --kube-apiserver https://192.0.2.1', '`https://192.0.2.1`'],
    ['timeout 5 kubectl get pods --kubeconfig /a', '`/a`'],
    ['echo "$(kubectl get pods --kubeconfig /a)"', '`/a`'],
  ])('%s: %s', (text, found) => expect(otherCluster(text)).toBe(found));
});

describe('otherCluster: nothing in', () => {
  test.each([
    'kubectl get pods --context kind-kind',
    'kubectl exec web -- curl -s https://example.com',
    'sudo -E kubectl get nodes',
    'sudo systemctl restart kubelet',
    'kubectl --kubeconfig dev.kubeconfig get pods',
    'export KUBECONFIG=$PWD/kubeconfig',
    'curl -s https://example.com --kubeconfig /a',
    'echo "--kubeconfig ~/.kube/config"',
  ])('%s', (text) => expect(otherCluster(text)).toBeUndefined());
});

test('kubeconfigsNamed: the files, and `undefined` for each that bash has to fill in', () => {
  expect(kubeconfigsNamed('KUBECONFIG=a kubectl --kubeconfig "b c" get pods; istioctl -c=x version; helm ls --kubeconfig=$C')).toEqual(['b c', 'a', undefined]);
  expect(kubeconfigsNamed('kubectl get pods')).toEqual([]);
});

test('parseGuide: a command that leads past the pinned cluster is a problem, unless its step is never run', () => {
  const text = '$ kubectl get pods\n$ kubectl get pods --kubeconfig ~/.kube/config';
  expect(guideOf(fence(text)).problems).toEqual([
    {
      code: 'other-cluster',
      file: 'guide.mdx',
      line: 6,
      message: '`~/.kube/config` leads past the cluster that the guide runs on. Leave it out: `KUBECONFIG` names the kubeconfig of the right cluster.',
    },
  ]);
  expect(guideOf(fence(text, 'skip="on your own cluster"')).problems).toEqual([]);
});
