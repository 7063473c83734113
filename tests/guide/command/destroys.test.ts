import { expect, test } from 'vitest';
import { destroys } from '../../../src/guide/command/destroys.ts';

test.each([
  'kubectl delete svc x',
  'kubectl -n x delete -f a.yaml',
  'kubectl drain node1',
  'helm uninstall x',
  'rm -rf folder',
  'if true; then kubectl delete ns x; fi',
])('destroys: %s', (text) => {
  expect(destroys(text)).toBe(true);
});

test.each(['kubectl apply -f x', 'kubectl get svc', 'echo kubectl delete', 'helm install x y', 'unset A'])(
  'destroys: not %s',
  (text) => {
    expect(destroys(text)).toBe(false);
  },
);
