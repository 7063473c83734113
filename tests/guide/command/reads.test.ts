import { expect, test } from 'vitest';
import { isConstant, namesDefined, readsOnly } from '../../../src/guide/command/reads.ts';
import { testReads } from './test-reads.ts';

testReads(true, {
  assignments: [
    'export A=$(kubectl get pod -o name)',
    'A=$(kubectl get pod -o name)',
    'A="$(curl -s "$URL")"',
    'A=b kubectl get pods',
    'KUBECONFIG=x kubectl get pods',
  ],
  compounds: [
    'for i in 1 2; do curl -s "http://x/$i"; done',
    'while ! kubectl get pod x; do true; done',
    'if kubectl get x; then echo y; fi',
    '(kubectl get x; true) 2>&1',
  ],
});

testReads(false, {
  'files, functions and unknown programs': [
    'kubectl get pods > pods.txt',
    'kubectl get pods >> pods.txt',
    'kubectl get pods &> pods.txt',
    'kubectl get pods >| pods.txt',
    'cat <> file',
    'kubectl get pods | tee pods.txt',
    'kubectl get x && kubectl delete x',
    'kubectl get x -o name | xargs kubectl delete',
    'kubectl exec $POD -- rm -rf /data',
    'kubectl exec "$POD" -- rm -rf /data',
    'kubectl exec "$POD" -- sh -c "curl x"',
    'kubectl exec "$POD" curl x',
    'kubectl exec p -- env rm f',
    'kubectl exec p --',
    'echo $(kubectl delete svc x)',
    'cat <(kubectl delete svc x)',
    'cat <<EOF | kubectl apply -f -\nx\nEOF',
    'cat <<EOF\n$(kubectl delete svc x)\nEOF',
    'env kubectl delete pod x',
    'env PATH=x kubectl get pods',
    'PATH=x kubectl get pods',
    'LD_PRELOAD=x cat y',
    'SSLKEYLOGFILE=f curl https://x',
    'printf -v A "%s" "$A:x"',
    'printf -vA x',
    'echo "${A[i++]}"',
    'echo "${A:i++}"',
    'echo "${A:0:i=2}"',
    'A[i++]=x; echo',
    'A=\'$(rm x)\'; echo "${A@P}"',
    'KUBECTL_EXTERNAL_DIFF="rm" kubectl diff -f x',
    'awk BEGIN{system(1)}',
    'find . -delete',
    'bash -c "kubectl get x"',
    'eval kubectl get x',
    'unset A',
    'f() { kubectl get x; }',
    'coproc kubectl get x',
    'some-program',
    '/usr/bin/curl http://x',
    'toString x',
    'kubectl toString',
    'echo )',
    '',
  ],
  'commands with another result at the second run': [
    'A+=x',
    'kubectl get pods -w &',
    '(kubectl get pods -w >/dev/null)& true',
    'export PATH=$PATH:/x',
    'i=$((i + 1)); echo $i',
    'echo $((i++))',
    'echo $((i += 2))',
    '((++i)) && echo $i',
    'n="${n}x"; curl -s "http://x/$n"',
  ],
});

test('readsOnly: a function or alias of the guide hides a program of its name', () => {
  const names = new Set(
    namesDefined('curl() { command curl -X POST "$@"; }\nalias kubectl="kubectl delete" k=x'),
  );
  expect([...names]).toEqual(['curl', 'kubectl', 'k']);
  expect(['curl http://x', 'kubectl get x', 'cat x'].map((text) => readsOnly(text, names))).toEqual([
    false,
    false,
    true,
  ]);
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
])('isConstant: yes, %s', (text) => {
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
])('isConstant: no, %s', (text) => {
  expect(isConstant(text)).toBe(false);
});
