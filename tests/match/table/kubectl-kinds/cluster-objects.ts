import type { Kind } from './kind.ts';

const uuid = '123e4567-e89b-12d3-a456-426614174000';
const otherUuid = '00000000-0000-4000-8000-000000000001';

export const clusterObjects: readonly Kind[] = [
  [
    'nodes -o wide',
    'NAME    STATUS                     ROLES           AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   ' +
      'OS-IMAGE                         KERNEL-VERSION   CONTAINER-RUNTIME\nnode1   ' +
      'Ready,SchedulingDisabled   control-plane   5m    v1.35.4   172.18.0.2    <none>        Debian ' +
      'GNU/Linux 12 (bookworm)   6.1.0-18-amd64   containerd://2.1.4',
    [
      ['INTERNAL-IP', '172.18.0.3'],
      ['AGE', '9d'],
    ],
    [
      ['STATUS', 'Ready'],
      ['VERSION', 'v1.34.0'],
      ['EXTERNAL-IP', '1.2.3.4'],
      ['OS-IMAGE', 'Ubuntu 24.04'],
      ['CONTAINER-RUNTIME', 'docker://27'],
      ['INTERNAL-IP', '<none>'],
    ],
  ],
  [
    'namespaces',
    'NAME      STATUS   AGE\ndefault   Active   5m',
    [['AGE', '1y']],
    [
      ['STATUS', 'Terminating'],
      ['NAME', 'other'],
    ],
  ],
  [
    'config maps',
    'NAME               DATA   AGE\nkube-root-ca.crt   1      5m',
    [['AGE', '6d']],
    [
      ['DATA', '0'],
      ['NAME', 'kube-root-ca'],
    ],
  ],
  [
    'secrets',
    'NAME    TYPE                DATA   AGE\ncerts   kubernetes.io/tls   2      5m',
    [['AGE', '6d']],
    [
      ['TYPE', 'Opaque'],
      ['DATA', '1'],
    ],
  ],
  [
    'service accounts',
    'NAME      SECRETS   AGE\ndefault   0         5m',
    [['AGE', '6d']],
    [
      ['SECRETS', '1'],
      ['NAME', 'sleep'],
    ],
  ],
  [
    'persistent volumes',
    'NAME                                       CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS   ' +
      `CLAIM                STORAGECLASS   VOLUMEATTRIBUTESCLASS   REASON   AGE\npvc-${uuid}   1Gi       ` +
      ' RWO            Delete           Bound    default/data-web-0   standard       <unset>             ' +
      '             5m',
    [
      ['NAME', `pvc-${otherUuid}`],
      ['AGE', '6d'],
    ],
    [
      ['CAPACITY', '2Gi'],
      ['STATUS', 'Released'],
      ['RECLAIM POLICY', 'Retain'],
      ['CLAIM', 'default/data-web-1'],
      ['NAME', 'pv-1'],
      ['REASON', 'Error'],
    ],
  ],
  [
    'persistent volume claims',
    'NAME         STATUS   VOLUME                                     CAPACITY   ACCESS MODES   ' +
      `STORAGECLASS   VOLUMEATTRIBUTESCLASS   AGE\ndata-web-0   Bound    pvc-${uuid}   1Gi        RWO    ` +
      '        standard       <unset>                 5m',
    [['VOLUME', `pvc-${otherUuid}`]],
    [
      ['VOLUME', ''],
      ['VOLUME', 'my-volume'],
      ['STATUS', 'Pending'],
      ['STATUS', 'Lost'],
      ['ACCESS MODES', 'RWX'],
      ['CAPACITY', ''],
    ],
  ],
  [
    'storage classes',
    'NAME                 PROVISIONER             RECLAIMPOLICY   VOLUMEBINDINGMODE      ' +
      'ALLOWVOLUMEEXPANSION   AGE\nstandard (default)   rancher.io/local-path   Delete          ' +
      'WaitForFirstConsumer   false                  5m',
    [['AGE', '21h']],
    [
      ['NAME', 'standard'],
      ['ALLOWVOLUMEEXPANSION', 'true'],
      ['VOLUMEBINDINGMODE', 'Immediate'],
    ],
  ],
  [
    'autoscalers',
    'NAME   REFERENCE        TARGETS                           MINPODS   MAXPODS   REPLICAS   AGE\nweb ' +
      '   Deployment/web   cpu: 12%/50%, memory: 9Mi/512Mi   1         10        1          5m',
    [
      ['TARGETS', 'cpu: 0%/50%, memory: 9Mi/512Mi'],
      ['TARGETS', 'cpu: 250%/50%, memory: 104857600/512Mi'],
    ],
    [
      ['TARGETS', 'cpu: 12%/80%, memory: 9Mi/512Mi'],
      ['TARGETS', 'cpu: <unknown>/50%, memory: 9Mi/512Mi'],
      ['TARGETS', 'cpu: 12m/50%, memory: 9Mi/512Mi'],
      ['TARGETS', 'cpu: 12%/50%'],
      ['TARGETS', 'memory: 12%/50%, cpu: 9Mi/512Mi'],
      ['REPLICAS', '2'],
      ['MAXPODS', '11'],
    ],
  ],
  [
    'autoscalers that know nothing yet',
    'NAME   REFERENCE        TARGETS         MINPODS   MAXPODS   REPLICAS   AGE\nweb    Deployment/web ' +
      '  <unknown>/50%   1         10        0          5s',
    [['AGE', '9s']],
    [
      ['TARGETS', '12%/50%'],
      ['TARGETS', '<unknown>/60%'],
    ],
  ],
  [
    'events',
    'LAST SEEN   TYPE     REASON      OBJECT                       MESSAGE\n32s         Normal   ' +
      'Scheduled   pod/sleep-66c8d79ff5-8tqrl   Successfully assigned default/sleep-66c8d79ff5-8tqrl to ' +
      'node1',
    [['LAST SEEN', '2m (x3 over 10m)']],
    [
      ['LAST SEEN', '<unknown>'],
      ['TYPE', 'Warning'],
      ['REASON', 'Failed'],
      ['OBJECT', 'pod/web-66c8d79ff5-8tqrl'],
      ['MESSAGE', 'Pulling image "x"'],
    ],
  ],
  [
    'custom resource definitions',
    'NAME                                       CREATED AT\nvirtualservices.networking.istio.io        ' +
      '2024-01-15T10:20:30Z',
    [['CREATED AT', '2026-11-22T16:43:30Z']],
    [
      ['CREATED AT', '2026-02-30T16:43:30Z'],
      ['CREATED AT', '5m'],
      ['NAME', 'gateways.networking.istio.io'],
    ],
  ],
];
