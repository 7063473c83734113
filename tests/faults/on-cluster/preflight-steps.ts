import { fence } from '../../support/guides/guide-text.ts';

/** Steps that need rights which `limited-user.ts` does not give. */
export const make = fence(
  [
    '$ kubectl apply -f - <<EOF',
    'apiVersion: v1',
    'kind: ConfigMap',
    'metadata: {name: preflight-a}',
    '---',
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: {name: preflight-b, namespace: preflight-test}',
    'EOF',
    'configmap/preflight-a created',
    'deployment.apps/preflight-b created',
  ].join('\n'),
  'id=make',
);

export const label = fence(
  '$ kubectl label namespace default preflight=yes\nnamespace/default labeled',
  'id=label',
);

export const exec = fence('$ kubectl exec preflight-pod -- date +%Y\n2026', 'id=exec');

export const remove = fence(
  '$ kubectl delete configmap preflight-a\nconfigmap "preflight-a" deleted ...',
  'id=remove role=cleanup',
);
