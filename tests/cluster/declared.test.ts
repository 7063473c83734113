import { expect, test } from 'vitest';
import { isDeclared } from '../../runner/cluster/snapshot/declared.ts';
import { builtinKinds } from '../../runner/preflight/builtin-kinds.ts';

test.each([
  ['configmap/default/x', { kind: 'ConfigMap', namespace: 'default', name: 'x' }],
  ['ConfigMap/default/x', { kind: 'ConfigMap', namespace: 'default', name: 'x' }],
  ['cm/default/x', { kind: 'ConfigMap', namespace: 'default', name: 'x' }],
  ['configmap/x', { kind: 'ConfigMap', namespace: 'default', name: 'x' }],
  ['deployments.apps/default/x', { kind: 'Deployment', namespace: 'default', name: 'x' }],
  ['clusterrole/x', { kind: 'ClusterRole', name: 'x' }],
  ['node/*', { kind: 'Node', name: 'worker-1' }],
  ['crd/*.example.com', { kind: 'CustomResourceDefinition', name: 'widgets.example.com' }],
  ['pod/default/*', { kind: 'Pod', namespace: 'default' }],
  ['ns/x', { kind: 'Namespace', name: 'x' }],
  ['namespace/x', { kind: 'ConfigMap', namespace: 'x', name: 'y' }],
  ['gateways/default/x', { kind: 'Gateway', namespace: 'default', name: 'x' }],
  ['proxies/x', { kind: 'Proxy', name: 'x' }],
])('isDeclared: creates %s', (entry, place) => {
  expect(isDeclared({ namespaces: [], creates: [entry] }, place, builtinKinds)).toBe(true);
});

test.each([
  ['configmap/other/x', { kind: 'ConfigMap', namespace: 'default', name: 'x' }],
  ['configmap/default/x', { kind: 'ConfigMap', namespace: 'default', name: 'y' }],
  ['crd/*.example.com', { kind: 'CustomResourceDefinition', name: 'widgets.exampleXcom' }],
  ['pod/default/web-*', { kind: 'Pod', namespace: 'default' }],
  ['pod/*', { kind: 'Deployment', namespace: 'default', name: 'x' }],
  ['secret/default/x', { kind: 'ConfigMap', namespace: 'default', name: 'x' }],
  ['configmap/default/x', { kind: 'ConfigMap', namespace: 'default' }],
  ['clusterrole/default/x', { kind: 'ClusterRole', name: 'x' }],
  ['x', { kind: 'ClusterRole', name: 'x' }],
])('isDeclared: creates %s is another object', (entry, place) => {
  expect(isDeclared({ namespaces: ['team-a'], creates: [entry] }, place, builtinKinds)).toBe(false);
});
