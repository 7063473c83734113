import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deedsOf } from '../../runner/preflight/deeds.ts';
import { madeObjects } from '../../runner/preflight/made-objects.ts';
import { takersOf } from '../../runner/preflight/takers.ts';
import type { Resource } from '../../runner/target/snapshot.ts';
import { fence, guideOf } from '../support/guide-text.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const resources: readonly Resource[] = [
  { path: '/api/v1/configmaps', group: '', kind: 'ConfigMap', names: ['configmaps', 'cm', 'configmap'], namespaced: true },
  { path: '/api/v1/namespaces', group: '', kind: 'Namespace', names: ['namespaces', 'ns', 'namespace'], namespaced: false },
];
const manifest = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

/** Whether the step `s` may take something away, in a guide that makes the ConfigMap `own`, in the file `own.yaml`, and labels the namespace default. */
function takes(command: string): boolean {
  const folder = temporaryFolder();
  for (const name of ['own', 'other']) writeFileSync(join(folder, `${name}.yaml`), manifest(name));
  const make = fence('$ kubectl apply -f own.yaml\nconfigmap/own created\n$ kubectl label namespace default a=b\nnamespace/default labeled', 'id=make');
  const { steps } = guideOf(`${make}\n\n${fence(command, 'id=s')}`).guide;
  const makes = madeObjects(deedsOf(steps, folder), resources, 'default');
  expect(makes.slice(0, 2).map(({ name }) => name)).toEqual(['own', 'default']);
  const takers = takersOf(steps, { makes, resources, folder, defaultNamespace: 'default' });
  expect(takers.filter((id) => id !== 's')).toEqual([]);
  return takers.length > 0;
}

test.each([
  '$ kubectl delete configmap own',
  '$ kubectl delete cm/own --ignore-not-found --wait=false',
  '$ kubectl delete -n default -f own.yaml',
  '$ kubectl get cm other; kubectl describe ns default > /dev/null',
  '$ kubectl label namespace default a-',
  '$ kubectl annotate ns default a=b',
  '$ istioctl kube-inject -f other.yaml | kubectl apply -f -',
  '$ kubectl create deployment d --image i',
  '$ kubectl scale deployment d --replicas 0',
  '$ kubectl exec deploy/d -- curl -s http://x',
  '$ export A=$(kubectl get cm own -o name)',
  '$ unset A; cd /tmp',
])('takersOf: %s leaves what was there', (command) => {
  expect(takes(command)).toBe(false);
});

test.each([
  '$ kubectl delete configmap other',
  '$ kubectl delete configmap own other',
  '$ kubectl delete configmap own -n elsewhere',
  '$ kubectl delete namespace default',
  '$ kubectl delete -f other.yaml',
  '$ kubectl delete -f own.yaml -f missing.yaml',
  '$ kubectl delete -f https://example.com/own.yaml',
  '$ kubectl delete widget own',
  '$ kubectl delete configmap --all',
  '$ kubectl delete configmap -l app=own',
  '$ kubectl delete configmap own -lapp=own',
  '$ kubectl delete -k . ',
  '$ kubectl delete configmap --selector=app=own',
  '$ kubectl delete configmap $NAME',
  '$ kubectl delete configmap own -n $NAMESPACE',
  `$ kubectl delete -f - <<EOF\n${manifest('own')}EOF`,
  '$ kubectl get cm -o name | xargs kubectl delete',
  '$ if true; then kubectl delete cm other; fi',
  '$ A=$(kubectl delete cm other)',
  '$ kubectl replace --force -f own.yaml',
  '$ kubectl apply --prune -l a=b -f own.yaml',
  '$ kubectl exec deploy/d -- kubectl delete cm other',
  '$ kubectl drain node',
  '$ helm uninstall x',
  '$ istioctl uninstall --purge',
  '$ ./clean.sh',
  '$ bash -c "kubectl delete cm other"',
  '$ f() { kubectl delete cm own; }; f',
])('takersOf: %s may take away what was there', (command) => {
  expect(takes(command)).toBe(true);
});
