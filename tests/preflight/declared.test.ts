import { expect, test } from 'vitest';
import { loadGuides } from '../../runner/check/load-guides.ts';
import { guideFile } from '../support/guides/guide-file.ts';
import { fence } from '../support/guides/guide-text.ts';
import { manifest, teamA, undeclaredMessages } from './undeclared-messages.ts';

test.each([
  '$ kubectl create configmap x -n team-a',
  '$ kubectl create namespace team-a; kubectl label ns team-a a=b; kubectl delete ns team-a',
  '$ kubectl config set-context --current --namespace=team-a\n$ kubectl create configmap x',
  '$ kubectl config set-context --current --namespace team-a\n$ kubectl apply -f x.yaml',
  // The commands of this step write nothing.
  '$ kubectl create configmap x -n default --dry-run=client -o yaml',
  '$ kubectl get pods -A; kubectl describe ns default; kubectl logs x -n kube-system',
  '$ kubectl exec x -n kube-system -- date',
  '$ kubectl set env deployment/x --list -n kube-system; kubectl rollout status deploy x -n kube-system',
  // The page shows that the cluster refuses the command.
  '$ kubectl create configmap x -n default --as dev || true\nError from server (Forbidden): configmaps ' +
    'is forbidden',
  // The object is not known before the command runs.
  '$ kubectl create configmap x -n "$NS"',
  '$ kubectl create configmap x $OPTIONS',
  '$ kubectl create configmap x --context other',
  '$ kubectl config set-context --current --namespace="$NS"\n$ kubectl create configmap x',
  '$ export KUBECONFIG=other\n$ kubectl create configmap x',
  '$ source env.sh\n$ kubectl create configmap x',
  '$ kubectl apply -f https://example.com/x.yaml -n team-a',
  '$ sed -i s/default/team-a/ other.yaml\n$ kubectl apply -f other.yaml',
  '$ sed s/default/team-a/ other.yaml | kubectl apply -f -',
  '$ cat other.yaml | sed s/default/team-a/ | kubectl apply -f -',
  '$ kubectl() { command kubectl --context other "$@"; }\n$ kubectl create configmap x -n default',
  `$ kubectl apply -f - <<EOF\n${manifest('ConfigMap', 'x', '$NS')}\nEOF`,
  // The cluster may have this kind, with or without namespaces.
  `$ kubectl apply -f - <<EOF\n${manifest('Gateway', 'x', 'default', 'networking.istio.io/v1')}\nEOF`,
])('check: nothing is wrong with %s', (commands) => {
  expect(
    undeclaredMessages(commands, teamA, {
      'x.yaml': manifest('ConfigMap', 'x'),
      'other.yaml': manifest('ConfigMap', 'x', 'default'),
    }),
  ).toEqual([]);
});

test('check: a guide does not have to declare a write that it shows to be refused', () => {
  const { file } = guideFile([fence('$ kubectl create configmap x -n default --as dev', 'id=s exit=1')], {
    guide: teamA,
  });
  expect(loadGuides([file])[0]?.problems).toEqual([]);
});

test('check: accepts a step that never runs, and a step of another choice', () => {
  const { file } = guideFile([fence('$ kubectl create configmap x -n default', 'id=s skip="only shown"')], {
    guide: teamA,
  });
  expect(loadGuides([file])[0]?.problems).toEqual([]);
  const choice = ['team-a', 'team-b'].map((name) =>
    fence(`$ kubectl config set-context --current --namespace=${name}`, `id=${name} choice=team:${name}`),
  );
  const { file: other } = guideFile([...choice, fence('$ kubectl create configmap x', 'id=s')], {
    guide: '{namespaces: [team-a, team-b]}',
  });
  expect(loadGuides([other])[0]).toMatchObject({ problems: [], warnings: [{ code: 'no-cleanup' }] });
});
