import { expect, test } from 'vitest';
import { manifest, teamA, undeclaredMessages } from './undeclared-messages.ts';

const none = '{}';

const inDefault = (objects: string, entries: string) =>
  (
    'which the guide does not declare. Add `default` to `guide.namespaces`, name another namespace ' +
    `with \`-n\`, or add ${entries} to \`guide.creates\`.`
  ).replace(/^/, `Step s writes ${objects} into the namespace default, `);
const configMapX = inDefault('ConfigMap x', '`configmap/default/x`');

test.each<[commands: string, expected: string]>([
  ['$ kubectl create configmap x -n default', `problem 7 undeclared-write: ${configMapX}`],
  ['$ kubectl apply -n default -f x.yaml', `problem 7 undeclared-write: ${configMapX}`],
  [
    `$ kubectl apply -f - <<EOF\n${manifest('ConfigMap', 'x', 'default')}\nEOF`,
    `problem 7 undeclared-write: ${configMapX}`,
  ],
  [
    '$ kubectl create configmap x --dry-run=client -o yaml | kubectl apply -n default -f -',
    `problem 7 undeclared-write: ${configMapX}`,
  ],
  [
    '$ kubectl config set-context --current --namespace=default\n$ kubectl create configmap x',
    `problem 8 undeclared-write: ${configMapX}`,
  ],
  [
    '$ kubectl get ns default || kubectl create configmap x -n default',
    `problem 7 undeclared-write: ${configMapX}`,
  ],
  [
    '$ kubectl -n team-a create configmap x --from-literal a=b -n default',
    `problem 7 undeclared-write: ${configMapX}`,
  ],
  [
    '$ kubectl create configmap x -n team_a',
    'problem 7 undeclared-write: Step s writes ConfigMap x into the namespace team_a, which the guide ' +
      'does not declare. Did you mean `team-a`? If not, add `team_a` to ' +
      '`guide.namespaces`, name another namespace with `-n`, or add `configmap/team_a/x` to `guide.creates`.',
  ],
  [
    '$ kubectl create namespace team-aa',
    'problem 7 undeclared-write: Step s writes Namespace team-aa, which the guide does not declare. ' +
      'Did you mean `team-a`? If not, add `team-aa` to `guide.namespaces`.',
  ],
  [
    '$ kubectl label namespace default istio-injection=enabled',
    'problem 7 undeclared-write: Step s changes Namespace default, which the guide does not declare. ' +
      'Add `default` to `guide.namespaces`.',
  ],
  [
    '$ kubectl delete namespace default',
    'problem 7 undeclared-write: Step s deletes Namespace default, which the guide does not declare. ' +
      'Add `default` to `guide.namespaces`.',
  ],
  [
    '$ kubectl create clusterrole reader --verb=get --resource=pods',
    'problem 7 undeclared-write: Step s writes ClusterRole reader, which the guide does not declare. ' +
      'Add `clusterrole/reader` to `guide.creates`.',
  ],
  [
    '$ kubectl delete configmap coredns --namespace kube-system',
    'problem 7 undeclared-write: Step s deletes ConfigMap coredns in the namespace kube-system, which ' +
      'the guide does not declare. Add `kube-system` to `guide.namespaces`, ' +
      'name another namespace with `-n`, or add `configmap/kube-system/coredns` to `guide.creates`.',
  ],
  [
    "$ kubectl patch deployment coredns -n kube-system -p '{}'",
    'problem 7 undeclared-write: Step s changes Deployment coredns in the namespace kube-system, which ' +
      'the guide does not declare. Add `kube-system` to `guide.namespaces`, ' +
      'name another namespace with `-n`, or add `deployment/kube-system/coredns` to `guide.creates`.',
  ],
  [
    '$ kubectl delete pods --all -n kube-system',
    'problem 7 undeclared-write: Step s deletes pods in the namespace kube-system, which the guide ' +
      'does not declare. Add `kube-system` to `guide.namespaces`, ' +
      'or name another one with `-n`.',
  ],
  [
    '$ kubectl delete pods,svc -l app=x -A',
    'problem 7 undeclared-write: Step s deletes pods and services in all namespaces, and the guide ' +
      'declares only team-a. Name a declared namespace with `-n`.',
  ],
  [
    '$ kubectl label pods --all a=b -n kube-system',
    'problem 7 undeclared-write: Step s changes pods in the namespace kube-system, which the guide ' +
      'does not declare. Add `kube-system` to `guide.namespaces`, ' +
      'or name another one with `-n`.',
  ],
  [
    '$ kubectl annotate pods -l app=x -A a=b',
    'problem 7 undeclared-write: Step s changes pods in all namespaces, and the guide declares only ' +
      'team-a. Name a declared namespace with `-n`.',
  ],
  [
    '$ kubectl delete all --all -n kube-system',
    'problem 7 undeclared-write: Step s deletes pods in the namespace kube-system, which the guide ' +
      'does not declare. Add `kube-system` to `guide.namespaces`, ' +
      'or name another one with `-n`.',
  ],
  [
    '$ kubectl create configmap x',
    'warning 7 context-namespace: Step s names no namespace for ConfigMap x, so kubectl takes the ' +
      'namespace of the context, which is `default` on the local cluster. ' +
      'The guide does not declare it. Add `-n team-a` to the command, or add `default` to ' +
      '`guide.namespaces`.',
  ],
])('check: %s', (commands, expected) => {
  expect(undeclaredMessages(commands, teamA, { 'x.yaml': manifest('ConfigMap', 'x') })).toEqual([expected]);
});

test.each([
  ['annotate svc x a=b', 'changes Service x'],
  ['scale deployment x --replicas 3', 'changes Deployment x'],
  ['set image deployment/x c=i:2', 'changes Deployment x'],
  ['set serviceaccount deployment x other', 'changes Deployment x'],
  ['rollout restart deploy x', 'changes Deployment x'],
  ['replace -f x.yaml', 'changes ConfigMap x'],
  ['run x --image=i', 'writes Pod x'],
  ['run x --image=i --expose --port 80', 'writes Pod x and Service x'],
  ['expose deployment y --name x --port 80', 'writes Service x'],
  ['autoscale deployment x --max 3', 'writes HorizontalPodAutoscaler x'],
  ['create secret generic x --from-literal a=b', 'writes Secret x'],
  ['create quota x --hard pods=1', 'writes ResourceQuota x'],
  ['create rolebinding x --clusterrole view --user u', 'writes RoleBinding x'],
  ['create deployment x --image i --replicas 2', 'writes Deployment x'],
])('check: kubectl %s is a write', (command, expected) => {
  const [text = '', ...more] = undeclaredMessages(`$ kubectl -n kube-system ${command}`, teamA, {
    'x.yaml': manifest('ConfigMap', 'x'),
  });
  const preposition = expected.startsWith('writes') ? 'into' : 'in';
  expect([text.split(', which')[0], more]).toEqual([
    `problem 7 undeclared-write: Step s ${expected} ${preposition} the namespace kube-system`,
    [],
  ]);
});

test('check: reports all writes of one command to one namespace in one message, with a short list', () => {
  const text = ['a', 'b', 'c', 'd', 'e']
    .map((name) => manifest('ConfigMap', name, 'default'))
    .join('\n---\n');
  const role = manifest('ClusterRole', 'r', undefined, 'rbac.authorization.k8s.io/v1');
  const binding = manifest('ClusterRoleBinding', 'r', undefined, 'rbac.authorization.k8s.io/v1');
  expect(
    undeclaredMessages('$ kubectl apply -f all.yaml', teamA, {
      'all.yaml': [text, role, binding].join('\n---\n'),
    }),
  ).toEqual([
    'problem 7 undeclared-write: Step s writes ConfigMap a, ConfigMap b, ConfigMap c and 2 more into ' +
      'the namespace default, which the guide does not declare. ' +
      'Add `default` to `guide.namespaces`, or name another one with `-n`.',
    'problem 7 undeclared-write: Step s writes ClusterRole r and ClusterRoleBinding r, which the guide ' +
      'does not declare. ' +
      'Add `clusterrole/r` and `clusterrolebinding/r` to `guide.creates`.',
  ]);
});

test('check: in one command, an object without a namespace is only a warning', () => {
  const both = [manifest('ConfigMap', 'x', 'default'), manifest('ConfigMap', 'y')].join('\n---\n');
  expect(undeclaredMessages(`$ kubectl apply -f - <<EOF\n${both}\nEOF`)).toEqual([
    `problem 7 undeclared-write: ${configMapX}`,
  ]);
});

test('check: suggests the entry of `creates` that a misspelt name may mean', () => {
  expect(
    undeclaredMessages(
      '$ kubectl create clusterrole reader --verb=get --resource=pods',
      '{creates: [clusterrole/readr]}',
    ),
  ).toEqual([
    'problem 7 undeclared-write: Step s writes ClusterRole reader, which the guide does not declare. ' +
      'Did you mean `clusterrole/readr`? If not, add `clusterrole/reader` to `guide.creates`.',
  ]);
});

test('check: says what to declare to a guide that declares nothing', () => {
  expect(
    undeclaredMessages(
      '$ kubectl create namespace team-a\n$ kubectl create configmap x\n$ kubectl create clusterrole ' +
        'reader --verb=get --resource=pods\n$ kubectl delete clusterrole reader',
      none,
    ),
  ).toEqual([
    'warning 7 nothing-declared: Step s writes to the cluster, and the guide does not declare what it ' +
      'touches, so on a shared cluster nothing proves that its cleanup removes ' +
      'everything. Add `namespaces: [team-a, default]` and `creates: [namespace/team-a, ' +
      'clusterrole/reader]` below `guide:` in the front matter.',
  ]);
  expect(undeclaredMessages('$ kubectl get pods; kubectl exec x -- date; touch a', none)).toEqual([]);
});
