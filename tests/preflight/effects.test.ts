import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Resource } from '../../runner/cluster/snapshot/resources.ts';
import { type Effect, effectsOf, readCommands } from '../../runner/preflight/effects.ts';
import { madeObjects } from '../../runner/preflight/made-objects.ts';
import { rightsFor, rightTexts } from '../../runner/preflight/rights.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

/** A folder with a guide's files, which has one manifest. */
function files(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'samples'));
  writeFileSync(
    join(folder, 'samples', 'a.yaml'),
    'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n---\napiVersion: apps/v1\nkind: Deployment\n' +
      'metadata: {name: a}\n',
  );
  return folder;
}

function effects(command: string): readonly Effect[] {
  return effectsOf(guideOf(fence(command, 'id=s')).guide.steps, files());
}

/** One line for each effect, such as `apply Service a -n x`. */
function texts(command: string): string[] {
  return effects(command).map(({ does, kind, name, namespace, label }) =>
    [
      does,
      kind,
      ...(name === undefined ? [] : [name]),
      ...(label === undefined ? [] : [label]),
      ...(namespace === undefined ? [] : [`-n ${namespace}`]),
    ].join(' '),
  );
}

const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m';

test.each<[string, string[]]>([
  [`$ kubectl apply -f - <<EOF\n${manifest}\nEOF`, ['apply ConfigMap m']],
  [`$ kubectl apply -n x -f - <<'EOF'\n${manifest}\n  namespace: y\nEOF`, ['apply ConfigMap m -n y']],
  [`$ cat <<EOF | kubectl create -nx -f -\n${manifest}\nEOF`, ['create ConfigMap m -n x']],
  ['$ kubectl apply -f samples/a.yaml --namespace=x', ['apply Service a -n x', 'apply Deployment a -n x']],
  ['$ kubectl apply -f samples', ['apply Service a', 'apply Deployment a']],
  [
    '$ istioctl kube-inject -f samples/a.yaml | kubectl apply -f -',
    ['apply Service a', 'apply Deployment a'],
  ],
  ['$ kubectl apply -f - < samples/a.yaml', ['apply Service a', 'apply Deployment a']],
  ['$ kubectl delete -f samples/a.yaml', ['delete Service a', 'delete Deployment a']],
  ['$ kubectl create namespace n', ['create namespace n']],
  ['$ kubectl create secret generic s --from-literal a=b', ['create secret s']],
  ['$ kubectl run p --image busybox', ['create pod p']],
  ['$ kubectl delete svc,ep a b', ['delete svc a', 'delete svc b', 'delete ep a', 'delete ep b']],
  ['$ kubectl delete svc/a deploy/b', ['delete svc a', 'delete deploy b']],
  ["$ kubectl patch svc a --type merge -p '{}'", ['patch svc a']],
  ['$ kubectl label namespace default a=b c=d', ['label namespace default a', 'label namespace default c']],
  ['$ kubectl label namespace default a-', ['patch namespace default']],
  ['$ kubectl exec -it $POD -n x -c c -- kubectl delete svc a', ['exec pod -n x']],
  ['$ for i in 1 2; do kubectl create configmap c; done', ['create configmap c']],
  [
    '$ kubectl get svc a; kubectl version; kubectl apply -f https://example.com/x.yaml; kubectl apply ' +
      '-f none.yaml',
    [],
  ],
  ['$ kubectl create configmap $NAME; kubectl delete svc a -n $NS', []],
  [
    '$ NS=x\n$ kubectl create namespace "$NS"\n$ kubectl apply -f samples/a.yaml -n $NS',
    ['create namespace x', 'apply Service a -n x', 'apply Deployment a -n x'],
  ],
  ['$ export NS="x"\n$ kubectl create configmap "${NS}-a" -n "$NS"', ['create configmap x-a -n x']],
  ['$ NS=x; NS=y; kubectl create namespace "$NS"', ['create namespace y']],
  ['$ NS=x\n$ NS=$(cat name)\n$ kubectl create namespace "$NS"', []],
  ['$ NS=x\n$ if [ -e a ]; then NS=y; fi\n$ kubectl create namespace "$NS"', []],
  ['$ NS=x\n$ read NS\n$ kubectl create namespace "$NS"', []],
  ['$ NS=x\n$ source names.sh\n$ kubectl create namespace "$NS"', []],
  ['$ NS=x\n$ true || NS=y\n$ kubectl create namespace "$NS"', []],
  ['$ NS=x true\n$ kubectl create namespace "$NS"', []],
  ['$ NS=x\n$ kubectl create namespace "${NS%x}"', []],
  ['$ kubectl apply -f - <<EOF\nkind: [\nEOF', []],
])('effectsOf: %s', (command, expected) => {
  expect(texts(command)).toEqual(expected);
});

const resource = (group: string, kind: string, names: string[], namespaced = true): Resource => {
  const base = group === '' ? '/api/v1' : `/apis/${group}/v1`;
  return { path: `${base}/${names[0]}`, group, kind, names: [...names, kind.toLowerCase()], namespaced };
};
const resources = [
  resource('', 'Service', ['services', 'svc']),
  resource('', 'ConfigMap', ['configmaps', 'cm']),
  resource('', 'Namespace', ['namespaces', 'ns'], false),
  resource('', 'Pod', ['pods', 'po']),
  resource('apps', 'Deployment', ['deployments', 'deploy']),
  resource('serving.knative.dev', 'Service', ['services', 'ksvc']),
];

function made(command: string): string[] {
  return madeObjects(effects(command), { resources, defaultNamespace: 'default' }).map(
    ({ path, label }) => `${path}${label === undefined ? '' : ` ${label}`}`,
  );
}

test('madeObjects: each object that did not exist before, once, with its path in the API', () => {
  expect(
    made(
      '$ kubectl create ns n\nnamespace/n created\n$ kubectl apply -f samples/a.yaml -n n\nservice/a ' +
        'created\ndeployment.apps/a created',
    ),
  ).toEqual([
    '/api/v1/namespaces/n',
    '/api/v1/namespaces/n/services/a',
    '/apis/apps/v1/namespaces/n/deployments/a',
  ]);
  expect(made('$ kubectl apply -f samples/a.yaml\nservice/a unchanged\ndeployment.apps/a created')).toEqual([
    '/apis/apps/v1/namespaces/default/deployments/a',
  ]);
  expect(made('$ kubectl delete cm c\n$ kubectl create cm c')).toEqual([]);
  expect(made('$ kubectl label ns default a=b')).toEqual(['/api/v1/namespaces/default a']);
  expect(made('$ kubectl create widget w')).toEqual([]);
});

test('madeObjects: a manifest’s group decides between two kinds of one name', () => {
  const of = (apiVersion: string) =>
    `$ kubectl apply -f - <<EOF\napiVersion: ${apiVersion}\nkind: Service\nmetadata: {name: a}\nEOF`;
  expect(made(of('v1'))).toEqual(['/api/v1/namespaces/default/services/a']);
  expect(made(of('serving.knative.dev/v1'))).toEqual([
    '/apis/serving.knative.dev/v1/namespaces/default/services/a',
  ]);
  expect(made(of('other.dev/v1'))).toEqual([]);
});

test('rightTexts: gives one text for each kind', () => {
  const rights = rightsFor(
    effects(
      '$ kubectl apply -f samples/a.yaml -n x; kubectl delete cm a b; kubectl exec p -- ls; kubectl ' +
        'create ns n',
    ),
    { resources, defaultNamespace: 'default' },
  );
  expect(rightTexts(rights)).toEqual([
    'get, create, patch and list services in x',
    'get, create, patch and list deployments.apps in x',
    'get and delete configmaps in default',
    'create pods/exec in default',
    'create and list namespaces',
  ]);
  expect(rights).toContainEqual({
    verb: 'delete',
    group: '',
    resource: 'configmaps',
    namespace: 'default',
    name: 'b',
  });
});

test('effectsOf: an object that a variable names is not certain', () => {
  expect(effects('$ NS=x\n$ kubectl create namespace "$NS"').map(({ isSure }) => isSure)).toEqual([false]);
});

test('readCommands: a namespace that the guide sets for the context counts from then on', () => {
  const read = (command: string) =>
    readCommands(guideOf(fence(command, 'id=s')).guide.steps, files()).effects.map(
      ({ name, namespace, isSure }) => [name, namespace, isSure],
    );
  const set = (namespace: string) => `$ kubectl config set-context --current --namespace=${namespace}`;
  expect(
    read(
      `$ kubectl create cm a\n${set('x')}\n$ kubectl create cm b\n$ kubectl create cm c -n y\n` +
        `${set('"$Z"')}\n$ kubectl create cm d\n$ kubectl create cm e -n y`,
    ),
  ).toEqual([
    ['a', undefined, true],
    ['b', 'x', true],
    ['c', 'y', true],
    ['d', undefined, false],
    ['e', 'y', true],
  ]);
  expect(read('$ kubectl config use-context other\n$ kubectl create cm a')).toEqual([
    ['a', undefined, false],
  ]);
  expect(read('$ kubectl config get-contexts\n$ kubectl create cm a')).toEqual([['a', undefined, true]]);
  expect(read('$ export KUBECONFIG=x\n$ kubectl create cm a')).toEqual([['a', undefined, false]]);
});

test.each<[string, boolean]>([
  ['$ kubectl create cm a', false],
  ['$ kubectl apply -f samples/a.yaml; kubectl get cm > /dev/null', false],
  ['$ istioctl kube-inject -f samples/a.yaml | kubectl apply -f -', false],
  ['$ kubectl create cm a --dry-run=client -o yaml | kubectl apply -f -', false],
  ['$ kubectl config set-context --current --namespace=x', false],
  ['$ kubectl delete pods --all', false],
  ['$ export A=$(kubectl get cm a -o name)', false],
  ['$ kubectl get cm a', false],
  ['$ kubectl create cm a -n x || true\nError from server (Forbidden): forbidden', true],
  ['$ kubectl create cm $A', true],
  ['$ kubectl delete cm a $OPTIONS', true],
  ['$ kubectl create -f none.yaml', true],
  ['$ kubectl apply -f https://example.com/a.yaml', true],
  ['$ kubectl apply -k samples', true],
  ['$ kubectl edit cm a', true],
  ['$ kubectl apply -f - <<EOF\napiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: a-}\nEOF', true],
  ['$ cat samples/a.yaml | sed s/a/b/ | kubectl apply -f -', true],
  ['$ sed -i s/a/b/ samples/a.yaml; kubectl apply -f samples/a.yaml', true],
  ['$ cd samples; kubectl apply -f a.yaml', true],
  ['$ helm install a b', true],
  ['$ istioctl install -y', true],
  ['$ ./make.sh', true],
  ['$ sh -c "kubectl create cm a"', true],
  ['$ kubectl() { true; }; kubectl create cm a', true],
])('readCommands: whether a step may write more than its text shows: %s', (command, isUnclear) => {
  expect([...readCommands(guideOf(fence(command, 'id=s')).guide.steps, files()).unclearSteps]).toEqual(
    isUnclear ? ['s'] : [],
  );
});

test('rightsFor: scaling needs the subresource, and deleting with -A all namespaces', () => {
  const rights = rightsFor(
    effects('$ kubectl scale deploy a --replicas 2; kubectl delete cm --all -A; kubectl annotate svc a b=c'),
    { resources, defaultNamespace: 'default' },
  );
  expect(rights).toEqual([
    { group: 'apps', resource: 'deployments', namespace: 'default', name: 'a', verb: 'get' },
    {
      group: 'apps',
      resource: 'deployments',
      namespace: 'default',
      name: 'a',
      verb: 'patch',
      subresource: 'scale',
    },
    { group: '', resource: 'configmaps', verb: 'get' },
    { group: '', resource: 'configmaps', verb: 'delete' },
    { group: '', resource: 'services', namespace: 'default', name: 'a', verb: 'get' },
    { group: '', resource: 'services', namespace: 'default', name: 'a', verb: 'patch' },
  ]);
});
