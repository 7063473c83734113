import { describe, expect, test } from 'vitest';
import { describe as sentence } from '../../runner/match/index.ts';
import { accepts, ask } from './ask.ts';

/** A change of one cell of the last row. */
type Change = readonly [head: string, cell: string];

/** A table as a program prints it, with changes of its last row that match and changes that do not. */
type Kind = readonly [what: string, table: string, accepted: readonly Change[], rejected: readonly Change[]];

const uuid = '123e4567-e89b-12d3-a456-426614174000';
const otherUuid = '00000000-0000-4000-8000-000000000001';

const kinds: readonly Kind[] = [
  [
    'pods',
    'NAME                     READY   STATUS    RESTARTS        AGE\nsleep-66c8d79ff5-8tqrl   2/2     ' +
      'Running   1 (2m30s ago)   21h',
    [
      ['NAME', 'sleep-7bc4b9d6c5-x2x9z'],
      ['RESTARTS', '0'],
      ['RESTARTS', '12 (32s ago)'],
      ['AGE', '3d'],
    ],
    [
      ['READY', '1/2'],
      ['STATUS', 'Error'],
      ['STATUS', 'Init:0/1'],
      ['RESTARTS', '1 (ago)'],
      ['RESTARTS', '<none>'],
      ['AGE', '<invalid>'],
      ['NAME', 'sleep-0'],
    ],
  ],
  [
    'pods -o wide',
    'NAME    READY   STATUS    RESTARTS   AGE   IP           NODE    NOMINATED NODE   READINESS GATES\n' +
      'web-0   1/1     Running   0          5s    10.244.0.7   node1   <none>           <none>',
    [
      ['IP', '10.244.9.1'],
      ['NODE', 'kind-worker2'],
    ],
    [
      ['IP', '<none>'],
      ['NODE', '<none>'],
      ['NOMINATED NODE', 'node1'],
      ['READINESS GATES', '0/1'],
      ['NAME', 'web-1'],
    ],
  ],
  [
    'deployments',
    'NAME    READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES                SELECTOR\nsleep ' +
      '  1/1     1            1           5s    sleep        curlimages/curl:8.1   app=sleep',
    [['AGE', '2y']],
    [
      ['READY', '0/1'],
      ['UP-TO-DATE', '0'],
      ['AVAILABLE', '0'],
      ['IMAGES', 'curlimages/curl:8.2'],
      ['SELECTOR', 'app=web'],
      ['CONTAINERS', 'web'],
    ],
  ],
  [
    'stateful sets',
    'NAME   READY   AGE\nweb    2/2     5m',
    [['AGE', '1s']],
    [
      ['READY', '1/2'],
      ['NAME', 'wep'],
    ],
  ],
  [
    'daemon sets',
    'NAME   DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR            AGE\nlogs   ' +
      '2         2         2       2            2           kubernetes.io/os=linux   5m',
    [['AGE', '9d']],
    [
      ['READY', '1'],
      ['NODE SELECTOR', '<none>'],
      ['DESIRED', '3'],
      ['AVAILABLE', '0'],
    ],
  ],
  [
    'replica sets',
    'NAME               DESIRED   CURRENT   READY   AGE\nsleep-66c8d79ff5   1         1         1       5m',
    [
      ['NAME', 'sleep-7bc4b9d6c5'],
      ['AGE', '6m'],
    ],
    [
      ['NAME', 'sleep2-7bc4b9d6c5'],
      ['DESIRED', '0'],
      ['READY', '0'],
    ],
  ],
  [
    'jobs',
    'NAME             STATUS     COMPLETIONS   DURATION   AGE\nhello-28123456   Complete   1/1         ' +
      '  4s         32s',
    [
      ['DURATION', '2m30s'],
      ['AGE', '5m'],
      ['NAME', 'hello-29512345'],
    ],
    [
      ['STATUS', 'Failed'],
      ['COMPLETIONS', '0/1'],
      ['DURATION', '4'],
      ['DURATION', ''],
      ['NAME', 'bye-28123456'],
    ],
  ],
  [
    'cron jobs',
    'NAME    SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE\nhello   */1 * * * *   ' +
      '<none>     False     0        32s             5m',
    [
      ['LAST SCHEDULE', '5s'],
      ['AGE', '21h'],
    ],
    [
      ['LAST SCHEDULE', '<none>'],
      ['SCHEDULE', '*/5 * * * *'],
      ['SUSPEND', 'True'],
      ['ACTIVE', '1'],
      ['TIMEZONE', 'Etc/UTC'],
    ],
  ],
  [
    'services',
    'NAME      TYPE           CLUSTER-IP     EXTERNAL-IP   PORT(S)                      AGE   ' +
      'SELECTOR\ngateway   LoadBalancer   10.96.22.17    <pending>     80:31380/TCP,443:31390/TCP   5m   ' +
      ' app=gateway',
    [
      ['CLUSTER-IP', '172.20.0.9'],
      ['PORT(S)', '80:30000/TCP,443:32767/TCP'],
    ],
    [
      ['PORT(S)', '80:8080/TCP,443:31390/TCP'],
      ['PORT(S)', '80:32768/TCP,443:31390/TCP'],
      ['PORT(S)', '81:31380/TCP,443:31390/TCP'],
      ['PORT(S)', '80:31380/UDP,443:31390/TCP'],
      ['PORT(S)', '80/TCP,443/TCP'],
      ['PORT(S)', '80:31380/TCP'],
      ['EXTERNAL-IP', '10.0.0.9'],
      ['EXTERNAL-IP', '<none>'],
      ['CLUSTER-IP', 'None'],
      ['TYPE', 'NodePort'],
      ['SELECTOR', '<none>'],
    ],
  ],
  [
    'endpoints, cut short',
    'NAME   ENDPOINTS                                               AGE\nweb    ' +
      '10.244.0.7:80,10.244.0.8:80,10.244.0.9:80 + 1 more...   5m',
    [['ENDPOINTS', '10.244.1.1:80,10.244.1.2:80,10.244.1.3:80 + 1 more...']],
    [
      ['ENDPOINTS', '10.244.1.1:80,10.244.1.2:80,10.244.1.3:80 + 2 more...'],
      ['ENDPOINTS', '10.244.1.1:80,10.244.1.2:80,10.244.1.3:80'],
      ['ENDPOINTS', '10.244.1.1:80,10.244.1.2:80,10.244.1.3:81 + 1 more...'],
      ['ENDPOINTS', '10.244.1.1:80,10.244.1.1:80,10.244.1.3:80 + 1 more...'],
      ['ENDPOINTS', '<none>'],
    ],
  ],
  [
    'endpoint slices',
    'NAME        ADDRESSTYPE   PORTS   ENDPOINTS    AGE\nweb-bcdfg   IPv4          80      10.244.0.7   5m',
    [
      ['NAME', 'web-x7k2p'],
      ['ENDPOINTS', '10.244.3.3'],
    ],
    [
      ['NAME', 'api-x7k2p'],
      ['NAME', 'web-aeiou'],
      ['ADDRESSTYPE', 'IPv6'],
      ['PORTS', '81'],
      ['ENDPOINTS', '<unset>'],
      ['ENDPOINTS', '10.244.0.7,10.244.0.8'],
    ],
  ],
  [
    'ingresses',
    'NAME   CLASS   HOSTS             ADDRESS      PORTS     AGE\nweb    nginx   web.example.com   ' +
      '172.18.0.2   80, 443   5m',
    [['ADDRESS', '172.18.0.3']],
    [
      ['ADDRESS', ''],
      ['HOSTS', '*'],
      ['CLASS', '<none>'],
      ['PORTS', '80'],
    ],
  ],
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

interface Grid {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads the cells by the places of the heads. */
function gridOf(table: string): Grid {
  const [head = '', ...rows] = table.split('\n');
  const starts = [...head.matchAll(/\S+(?: \S+)*/g)].map(({ index }) => index);
  const cells = (line: string) => starts.map((start, column) => line.slice(start, starts[column + 1]).trim());
  return { heads: cells(head), rows: rows.map(cells) };
}

/** The table as kubectl pads it. */
function printed({ heads, rows }: Grid): string {
  const widths = heads.map(
    (_, column) => Math.max(...[heads, ...rows].map((row) => row[column]!.length)) + 3,
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('')
      .trimEnd();
  return `${[heads, ...rows].map(line).join('\n')}\n`;
}

function changed({ heads, rows }: Grid, [head, cell]: Change): string {
  if (!heads.includes(head)) throw new Error(`No column ${head} among ${heads.join(', ')}`);
  return printed({ heads, rows: rows.with(-1, rows.at(-1)!.with(heads.indexOf(head), cell)) });
}

describe.each(kinds)('docs and table mode: %s', (_, table, accepted, rejected) => {
  const grid = gridOf(table);
  const outer = grid.heads.includes('NAMESPACE') ? 'CONTEXT' : 'NAMESPACE';
  const inNamespace: Grid = {
    heads: [outer, ...grid.heads],
    rows: grid.rows.map((row) => ['default', ...row]),
  };
  const modes = ['docs', 'table'] as const;

  test('accept the same table, also with other padding and with namespaces', () => {
    for (const mode of modes) {
      expect(ask(mode, table, table).reasons).toEqual([]);
      expect(ask(mode, table, printed(grid)).reasons).toEqual([]);
      expect(ask(mode, printed(inNamespace), printed(inNamespace)).reasons).toEqual([]);
      expect(
        accepts(
          mode,
          printed(inNamespace),
          printed({ ...inNamespace, rows: inNamespace.rows.map((row) => row.with(0, 'other')) }),
        ),
      ).toBe(false);
    }
  });
  test.each(accepted)('accept another cell: %s %s', (...change) => {
    for (const mode of modes) expect(ask(mode, table, changed(grid, change)).reasons).toEqual([]);
    expect(ask('docs', printed(inNamespace), changed(inNamespace, change)).reasons).toEqual([]);
  });
  test.each(rejected)('reject another cell: %s %j', (...change) => {
    for (const mode of modes) {
      const { matches, reasons } = ask(mode, table, changed(grid, change));
      expect(matches).toBe(false);
      expect(reasons.length).toBeGreaterThan(0);
    }
    expect(accepts('docs', printed(inNamespace), changed(inNamespace, change))).toBe(false);
  });
  test('reject a table with a row or a column more or less', () => {
    const { heads, rows } = grid;
    const gained: Grid = { heads: [...heads, 'NEW'], rows: rows.map((row) => [...row, 'x']) };
    const lost: Grid = { heads: heads.slice(0, -1), rows: rows.map((row) => row.slice(0, -1)) };
    for (const mode of modes) {
      expect(accepts(mode, table, printed({ heads, rows: [] }))).toBe(false);
      expect(accepts(mode, table, printed({ heads, rows: [...rows, rows.at(-1)!] }))).toBe(false);
      expect(ask(mode, table, printed(gained)).reasons.map(sentence)).toContain(
        "the output's table has a column NEW, the page's table does not",
      );
      if (lost.heads.length < 2) continue;
      expect(ask(mode, table, printed(lost)).reasons.map(sentence)).toContain(
        `the page's table has a column ${heads.at(-1)}, the output's table does not`,
      );
    }
  });
});

test('docs mode: compares the tables of kubectl get all', () => {
  const all = (hash: string, ip: string, ready: string) =>
    [
      `NAME                         READY   STATUS    RESTARTS   AGE\npod/sleep-${hash}   ${ready}     ` +
        'Running   0          5m\n',
      'NAME            TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nservice/sleep   ClusterIP ' +
        `  ${ip}   <none>        80/TCP    5m\n`,
      'NAME                    READY   UP-TO-DATE   AVAILABLE   AGE\ndeployment.apps/sleep   1/1     1 ' +
        '           1           5m\n',
    ].join('\n');
  const page = all('66c8d79ff5-8tqrl', '10.96.1.22', '1/1');
  expect(ask('docs', page, all('7bc4b9d6c5-x2x9z', '10.96.7.99', '1/1')).reasons).toEqual([]);
  expect(ask('docs', page, all('7bc4b9d6c5-x2x9z', '10.96.7.99', '0/1')).reasons.map(sentence)).toEqual([
    'row pod/sleep-66c8d79ff5-8tqrl, column READY: the page says 1/1, the output says 0/1',
  ]);
});
