import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Resource } from '../../runner/cluster/snapshot/resources.ts';
import { deletingStepsOf } from '../../runner/preflight/deleting-steps.ts';
import { effectsOf } from '../../runner/preflight/effects.ts';
import { madeObjects } from '../../runner/preflight/made-objects.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

const resources: readonly Resource[] = [
  {
    path: '/api/v1/configmaps',
    group: '',
    kind: 'ConfigMap',
    names: ['configmaps', 'cm', 'configmap'],
    namespaced: true,
  },
  {
    path: '/api/v1/namespaces',
    group: '',
    kind: 'Namespace',
    names: ['namespaces', 'ns', 'namespace'],
    namespaced: false,
  },
];
const manifest = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

/**
 * Whether the step `s` with this command may delete an object. Its guide also makes the ConfigMap `own` from
 * the file `own.yaml` and labels the namespace default.
 */
function mayDelete(command: string): boolean {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'sub', 'deep'), { recursive: true });
  for (const [file, name] of Object.entries({
    own: 'own',
    other: 'other',
    'sub/own': 'own',
    'sub/deep/other': 'other',
  })) {
    writeFileSync(join(folder, `${file}.yaml`), manifest(name));
  }
  const make = fence(
    '$ kubectl apply -f own.yaml\nconfigmap/own created\n$ kubectl label namespace default a=b\n' +
      'namespace/default labeled',
    'id=make',
  );
  const { steps } = guideOf(`${make}\n\n${fence(command, 'id=s')}`).guide;
  const makes = madeObjects(effectsOf(steps, folder), { resources, defaultNamespace: 'default' });
  expect(makes.slice(0, 2).map(({ name }) => name)).toEqual(['own', 'default']);
  const deletingSteps = deletingStepsOf(steps, { makes, resources, folder, defaultNamespace: 'default' });
  expect(deletingSteps.filter((id) => id !== 's')).toEqual([]);
  return deletingSteps.length > 0;
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
  '$ unset A; export B=1',
  '$ kubectl delete -f sub',
  `$ kubectl patch cm own --type merge -p '{"data":{"a":"*"}}'`,
  '$ cd sub; kubectl delete cm own',
  '$ kubectl get cm own > x.txt; kubectl delete cm own',
])('deletingStepsOf: %s deletes no object of others', (command) => {
  expect(mayDelete(command)).toBe(false);
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
  '$ kubectl delete -R -f sub',
  '$ kubectl delete -Rf sub',
  '$ kubectl delete -f sub --recursive',
  '$ kubectl delete --filename=<(cat other.yaml)',
  '$ kubectl delete -f ""',
  '$ kubectl delete -f own.yaml,other.yaml',
  '$ kubectl get cm other -o yaml > own.yaml; kubectl delete -f own.yaml',
  '$ cd sub; kubectl delete -f own.yaml',
  '$ sed -i s/own/other/ own.yaml; kubectl delete -f own.yaml',
  '$ kubectl -n default delete cm own -n elsewhere',
  '$ kubectl delete cm own -- other',
  '$ kubectl apply $OPTIONS -f own.yaml',
  '$ kubectl apply $(echo --prune) -l a=b -f own.yaml',
  '$ kubectl create --raw /api/v1/namespaces/default/pods/x/eviction -f own.yaml',
  '$ kubectl taint node n a=b:NoExecute',
  '$ kubectl run k --rm -it --image=kubectl -- delete cm other',
  `$ kubectl patch cm other -p '{}'`,
  '$ kubectl delete cm {own,other}',
  '$ kubectl delete cm o*',
  `$ kubectl patch job j -p '{"spec":{"ttlSecondsAfterFinished":0}}'`,
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
])('deletingStepsOf: %s may delete objects of others', (command) => {
  expect(mayDelete(command)).toBe(true);
});
