import type { Kind } from './kind.ts';

export const istioAndTools: readonly Kind[] = [
  [
    'role bindings -o wide',
    'NAME   ROLE        AGE   USERS   GROUPS   SERVICEACCOUNTS\nread   Role/read   5m            devs  ' +
      '   default/sleep',
    [['AGE', '6m']],
    [
      ['ROLE', 'ClusterRole/read'],
      ['USERS', 'root'],
      ['GROUPS', ''],
      ['SERVICEACCOUNTS', 'default/web'],
    ],
  ],
  [
    'network policies',
    'NAME   POD-SELECTOR   AGE\ndeny   app=web        5m',
    [['AGE', '6m']],
    [
      ['POD-SELECTOR', '<none>'],
      ['POD-SELECTOR', 'app=api'],
    ],
  ],
  [
    'virtual services',
    'NAME       GATEWAYS               HOSTS         AGE\nbookinfo   ["bookinfo-gateway"]   ["*"]         5m',
    [['AGE', '6m']],
    [
      ['GATEWAYS', '["mesh"]'],
      ['HOSTS', '["reviews"]'],
      ['GATEWAYS', ''],
    ],
  ],
  [
    'destination rules',
    'NAME      HOST      AGE\nreviews   reviews   5m',
    [['AGE', '6m']],
    [
      ['HOST', 'ratings'],
      ['NAME', 'ratings'],
    ],
  ],
  [
    'gateways',
    'NAME               AGE\nbookinfo-gateway   5m',
    [['AGE', '6m']],
    [
      ['NAME', 'other-gateway'],
      ['AGE', 'old'],
    ],
  ],
  [
    'service entries',
    'NAME      HOSTS             LOCATION        RESOLUTION   AGE\nhttpbin   ["httpbin.org"]   ' +
      'MESH_EXTERNAL   DNS          5m',
    [['AGE', '6m']],
    [
      ['LOCATION', 'MESH_INTERNAL'],
      ['LOCATION', ''],
      ['RESOLUTION', 'STATIC'],
      ['HOSTS', '["example.org"]'],
    ],
  ],
  [
    'peer authentications',
    'NAME      MODE     AGE\ndefault   STRICT   5m',
    [['AGE', '6m']],
    [
      ['MODE', 'PERMISSIVE'],
      ['MODE', ''],
    ],
  ],
  [
    'istioctl proxy-status',
    'NAME                               CLUSTER        ISTIOD                      VERSION     ' +
      'SUBSCRIBED TYPES\nsleep-66c8d79ff5-8tqrl.default     Kubernetes     istiod-7b9c8d4f6-x2x9z      ' +
      '1.31.1      4 (CDS,LDS,EDS,RDS)',
    [
      ['NAME', 'sleep-7bc4b9d6c5-bcdfg.default'],
      ['ISTIOD', 'istiod-66c8d79ff5-8tqrl'],
    ],
    [
      ['SUBSCRIBED TYPES', '3 (CDS,LDS,EDS)'],
      ['VERSION', '1.30.0'],
      ['ISTIOD', 'pilot-66c8d79ff5-8tqrl'],
      ['NAME', 'sleep-7bc4b9d6c5-bcdfg.other'],
    ],
  ],
  [
    'istioctl proxy-status with ages',
    'NAME                               CLUSTER        CDS              LDS              ISTIOD        ' +
      '              VERSION\nsleep-66c8d79ff5-8tqrl.default     Kubernetes     SYNCED (2m30s)   SYNCED ' +
      '(2m30s)   istiod-7b9c8d4f6-x2x9z      1.28.1',
    [
      ['CDS', 'SYNCED (5s)'],
      ['LDS', 'SYNCED (21h)'],
    ],
    [
      ['CDS', 'STALE (5s)'],
      ['CDS', 'SYNCED'],
      ['LDS', 'SYNCED (never)'],
      ['LDS', 'NOT SENT'],
    ],
  ],
  [
    'helm list',
    'NAME     NAMESPACE      REVISION   UPDATED                                   STATUS     CHART     ' +
      '     APP VERSION\nistiod   istio-system   1          2024-01-15 10:20:30.123456789 +0000 UTC   ' +
      'deployed   istiod-1.2.3   1.2.3',
    [['UPDATED', '2026-11-22 16:43:30.1 +0100 CET']],
    [
      ['UPDATED', '2026-11-22'],
      ['UPDATED', '2026-11-22 16:43:30'],
      ['STATUS', 'failed'],
      ['REVISION', '2'],
      ['CHART', 'istiod-1.2.4'],
      ['APP VERSION', '1.2.4'],
    ],
  ],
  [
    'kubectl top nodes',
    'NAME    CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)\nnode1   250m         12%      1024Mi     ' +
      '     25%',
    [
      ['CPU(cores)', '3'],
      ['CPU(%)', '100%'],
      ['MEMORY(bytes)', '2Gi'],
      ['MEMORY(%)', '7%'],
    ],
    [
      ['CPU(cores)', '<unknown>'],
      ['CPU(%)', '12'],
      ['MEMORY(bytes)', 'much'],
      ['NAME', 'node2'],
    ],
  ],
];
