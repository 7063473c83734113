import { describe, expect, test } from 'vitest';
import { otherCluster } from '../../../src/guide/command/other-cluster.ts';
import { fence, guideOf } from '../../support/guides/guide-text.ts';

describe('otherCluster: quotes the part that may use another cluster', () => {
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
    ['kubectl -shttps://192.0.2.1 get pods', '`https://192.0.2.1`'],
    ['env KUBECONFIG=/a kubectl get pods', '`KUBECONFIG=/a`'],
    ['sudo -u root -n bin/istioctl version', '`sudo istioctl`'],
    ['bash -c "kubectl get pods --kubeconfig /a"', '`/a`'],
    ['timeout 5 sh -ec "KUBECONFIG=~/.kube/config kubectl get pods"', '`KUBECONFIG=~/.kube/config`'],
    ['eval "unset KUBECONFIG"', '`unset KUBECONFIG`'],
  ])('%s: %s', (text, found) => expect(otherCluster(text)).toBe(found));
});

describe('otherCluster: finds nothing in', () => {
  test.each([
    'kubectl get pods --context kind-kind',
    'kubectl config set-cluster c --server=https://192.0.2.1:6443',
    'kubectl exec web -- curl -s https://example.com',
    'sudo -E kubectl get nodes',
    'sudo systemctl restart kubelet',
    // These commands install a program and do not run it.
    'sudo install -o root -g root -m 0755 kubectl /usr/local/bin/kubectl',
    'sudo mv kubectl /usr/local/bin/',
    'sudo -n apt-get install -y kubectl',
    'sudo snap install helm --classic',
    'timeout -s KILL 5 kubectl get pods',
    'xargs -s 1000 kubectl delete pod',
    'sudo KUBECONFIG=$KUBECONFIG kubectl get nodes',
    'kubectl exec web -- sh -c "kubectl -s https://kubernetes.default get pods"',
    'docker exec kind-control-plane bash -c "kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes"',
    'kubectl --kubeconfig dev.kubeconfig get pods',
    'export KUBECONFIG=$PWD/kubeconfig',
    'curl -s https://example.com --kubeconfig /a',
    'echo "--kubeconfig ~/.kube/config"',
  ])('%s', (text) => expect(otherCluster(text)).toBeUndefined());
});

test('parseGuide: reports a command for another cluster, unless its step is skipped', () => {
  const text = '$ kubectl get pods\n$ kubectl get pods --kubeconfig ~/.kube/config';
  expect(guideOf(fence(text)).problems).toEqual([
    {
      code: 'other-cluster',
      file: 'guide.mdx',
      line: 6,
      message:
        '`~/.kube/config` can make the command use another cluster than the guide. Delete it: ' +
        '`KUBECONFIG` names the kubeconfig of the right cluster.',
    },
  ]);
  expect(guideOf(fence(text, 'skip="on your own cluster"')).problems).toEqual([]);
});
