import { expect, test } from 'vitest';
import { mayAskCluster, namedCluster } from '../../../src/guide/command/named-cluster.ts';

test('namedCluster: kubeconfigs and contexts, `undefined` for values that only bash knows', () => {
  expect(
    namedCluster(
      'KUBECONFIG=a kubectl --kubeconfig "b c" get pods; istioctl -c=x version; helm ls --kubeconfig=$C',
    ),
  ).toEqual({
    kubeconfigs: ['b c', 'x', undefined],
    lists: ['a'],
    contexts: [],
  });
  expect(
    namedCluster(
      'export KUBECONFIG=a:b; env KUBECONFIG="$PWD/c" kubectl --context d get pods; ' +
        'helm --kube-context=$E ls',
      { PWD: '/home' },
    ),
  ).toEqual({
    kubeconfigs: [],
    lists: ['a:b', '/home/c'],
    contexts: ['d', undefined],
  });
  expect(namedCluster('kubectl config use-context a && kubectl get pods').contexts).toEqual(['a']);
  const nothing = { kubeconfigs: [], lists: [], contexts: [] };
  expect(namedCluster('kubectl get pods')).toEqual(nothing);
  expect(namedCluster('export KUBECONFIG=a; kubectl config use-context b')).toEqual(nothing);
});

test.each([
  ['kubectl get pods', true, true],
  ['kubectl config use-context a', false, false],
  ['helm repo add a https://example.com; kubectl config view', false, false],
  ['kubectl config view | kubectl apply -f -', false, true],
  ['kubectl config set-context a --user "$(kubectl get sa -o name)"', false, true],
  ['bash -c "kubectl get pods"', true, true],
  ['./deploy.sh', false, true],
  ['echo a > b', false, false],
])('mayAskCluster: %s', (text, reads, asks) => expect(mayAskCluster({ text, reads })).toBe(asks));
