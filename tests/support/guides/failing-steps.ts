import { fence } from './guide-text.ts';

/** The namespace in which the steps create objects. */
export const namespace = 'evidence-test';

export function apply(manifest: string, prints = 'deployment.apps/web created'): string {
  return `$ kubectl apply -n ${namespace} -f - <<EOF\n${manifest}\nEOF\n${prints}`;
}

export function deployment(name: string, image: string, ofPod = '', ofContainer = ''): string {
  const container = [`name: ${name}`, `image: ${image}`, 'imagePullPolicy: IfNotPresent', ofContainer]
    .filter(Boolean)
    .join(', ');
  const pod = [`terminationGracePeriodSeconds: 0`, `containers: [{${container}}]`, ofPod]
    .filter(Boolean)
    .map((line) => `      ${line}`);
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    `metadata: {name: ${name}}`,
    'spec:',
    `  selector: {matchLabels: {app: ${name}}}`,
    '  template:',
    `    metadata: {labels: {app: ${name}}}`,
    '    spec:',
    ...pod,
  ].join('\n');
}

export function waitFor(what: string): string {
  return (
    `$ kubectl wait --for=condition=Available ${what} -n ${namespace} --timeout=4s\n` +
    `${what.replace('/', '.apps/')} condition met`
  );
}

const named = (name: string, image: string, ofPod = '') =>
  apply(deployment(name, image, ofPod), `deployment.apps/${name} created`);
const rule =
  'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: misspelt\nspec:\n  ' +
  `host: htpbin.${namespace}.svc.cluster.local`;

/** Steps that create objects which fail, each for another reason, and wait for them. */
export const failingSteps = [
  fence(`$ kubectl create namespace ${namespace}\nnamespace/${namespace} created`, 'id=namespace role=setup'),
  fence(named('pulls', 'example.invalid/nothing:1'), 'id=make-pulls'),
  fence(waitFor('deployment/pulls'), 'id=image within=0'),
  fence(named('waits', 'example.invalid/nothing:1', 'nodeSelector: {disk: of-gold}'), 'id=make-waits'),
  fence(waitFor('deployment/waits'), 'id=unschedulable within=0'),
  fence(
    apply(
      'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: gate',
      'gateway.gateway.networking.k8s.io/gate created',
    ),
    'id=missing',
  ),
  fence(apply(rule, 'destinationrule.networking.istio.io/misspelt created'), 'id=make-rule'),
  fence(
    `$ curl -sS --max-time 5 http://htpbin.${namespace}.svc.cluster.local/status/200`,
    'id=rule within=0',
  ),
  fence(
    `$ kubectl delete namespace ${namespace}\nnamespace "${namespace}" deleted`,
    'id=cleanup role=cleanup',
  ),
].join('\n\n');

/** Steps that pass while the cluster answers. */
export const steadySteps = [
  fence('$ kubectl get namespace default -o name\nnamespace/default', 'id=first'),
  fence('$ kubectl get namespaces -o name\n...\nnamespace/default\n...', 'id=second within=0'),
].join('\n\n');
