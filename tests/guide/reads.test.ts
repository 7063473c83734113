import { expect, test } from 'vitest';
import { isConstant, readsOnly } from '../../src/guide/reads.ts';

test.each([
  'kubectl get pods',
  'kubectl -n x get pods -o wide',
  'kubectl --namespace=x describe svc y',
  'kubectl wait --for=condition=Available deployment/sleep --timeout=120s',
  'kubectl rollout status deployment/x',
  'kubectl exec -it $POD -c sleep -- curl -sS http://x/headers',
  'kubectl exec $POD -- curl -s https://x -o /dev/null',
  'kubectl exec -it $P -c s -- curl -s $(kubectl get svc x -o jsonpath={.spec.clusterIP}) | grep -o "<title>.*"',
  'export A=$(kubectl get pod -o name)',
  'A=$(kubectl get pod -o name)',
  'istioctl proxy-status',
  'istioctl version 2>/dev/null',
  'helm list -A',
  'kubectl logs x 2>&1 | tail -n 3',
  'curl -X GET http://x',
  'curl -sSXGET http://x',
  'curl -sv -o /dev/null http://x',
  'curl -so /dev/null http://x',
  'curl -H "Content-Type: x" -w "%{http_code}" http://x',
  'env A=1 kubectl get pods',
  'date +%s',
  'sort -u',
])('readsOnly: %s', (text) => {
  expect(readsOnly(text)).toBe(true);
});

test.each([
  'kubectl apply -f x.yaml',
  'kubectl delete svc x',
  'kubectl get pods > pods.txt',
  'kubectl get pods | tee pods.txt',
  'kubectl get x && kubectl delete x',
  'kubectl get x -o name | xargs kubectl delete',
  'kubectl exec $POD -- rm -rf /data',
  'kubectl exec $POD -- sh -c "curl x"',
  'kubectl exec $POD curl x',
  'kubectl rollout restart deployment/x',
  'kubectl config use-context x',
  'echo $(kubectl delete svc x)',
  'cat <<EOF | kubectl apply -f -\nx\nEOF',
  'curl -X POST http://x',
  'curl -d a=b http://x',
  'curl -o file http://x',
  'curl -O http://x',
  'curl -sX DELETE http://x',
  'curl -sXPOST http://x',
  'curl -sd a=b http://x',
  'curl -so file http://x',
  'curl -sSO http://x',
  'curl --json {} http://x',
  'curl --request=PUT http://x',
  'env kubectl delete pod x',
  'kubectl exec p -- env rm f',
  'awk BEGIN{system(1)}',
  'yq -i .a file',
  'sort -o file file',
  'uniq in out',
  'date -s now',
  'hostname x',
  'kubectl cluster-info dump --output-directory=x',
  'sed -i s/a/b/ file',
  'unset A',
  'istioctl install -y',
  'f() { kubectl get x; }',
  'some-program',
  '',
])('readsOnly: not %j', (text) => {
  expect(readsOnly(text)).toBe(false);
});

test.each([
  'echo hello',
  'echo "$A" | tr a-z A-Z',
  'export A=1',
  'A=$(basename /x/y)',
  'kubectl version --client',
  'kubectl config current-context',
  'istioctl version --remote=false',
  'helm version',
])('isConstant: %s', (text) => {
  expect(isConstant(text)).toBe(true);
});

test.each([
  'cat file',
  'echo hello < file',
  'kubectl get pods',
  'kubectl version',
  'export A=$(kubectl get pod -o name)',
  'date',
  'ls',
  'curl -s http://x',
  'echo $(cat x)',
])('isConstant: not %s', (text) => {
  expect(isConstant(text)).toBe(false);
});
