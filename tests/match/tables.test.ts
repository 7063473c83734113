import { describe, expect, test } from 'vitest';
import { describe as sentence } from '../../runner/match/index.ts';
import { accepts, ask } from './ask.ts';

const pods = `NAME                     READY   STATUS    RESTARTS   AGE
reviews-v1-66c8d79ff5-8tqrl   2/2     Running   0          32s
reviews-v2-7bd4f5c8b9-w2l7h   2/2     Running   0          32s
web-0                         1/1     Running   0          21h`;

/** The rows as kubectl pads them. */
function padded(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)) + 3);
  return `${rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('')
        .trimEnd(),
    )
    .join('\n')}\n`;
}

const head = ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'];
const v1 = ['reviews-v1-7bc4b9d6c5-x2x9z', '2/2', 'Running', '0', '5m'];
const v2 = ['reviews-v2-5f4b9c7d88-bcdfg', '2/2', 'Running', '0', '5m'];
const web = ['web-0', '1/1', 'Running', '0', '2d5h'];

describe('docs mode: compares a pod table cell by cell', () => {
  test.each([
    ['as printed', [head, v1, v2, web]],
    ['restarted', [head, v1.with(3, '7'), v2.with(3, '2 (32s ago)'), web]],
    ['other ages', [head, v1.with(4, '119s'), v2.with(4, '3h5m'), web.with(4, '2y30d')]],
  ])('accepts the rows: %s', (_, rows) => expect(accepts('docs', pods, padded(rows))).toBe(true));

  test.each([
    ['not ready', [head, v1.with(1, '1/2'), v2, web]],
    ['none ready', [head, v1.with(1, '0/2'), v2, web]],
    ['another status', [head, v1, v2.with(2, 'CrashLoopBackOff'), web]],
    ['crashing', [head, v1.with(1, '1/2').with(2, 'CrashLoopBackOff').with(3, '7'), v2, web]],
    ['a cell that is no age', [head, v1.with(4, '5'), v2, web]],
    ['an unknown age', [head, v1.with(4, '<unknown>'), v2, web]],
    ['restarts that are no number', [head, v1.with(3, 'x'), v2, web]],
    ['no restarts', [head, v1.with(3, ''), v2, web]],
    ['another owner', [head, v1.with(0, 'reviews-v3-7bc4b9d6c5-x2x9z'), v2, web]],
    ['another StatefulSet pod', [head, v1, v2, web.with(0, 'web-1')]],
    ['a missing row', [head, v1, web]],
    ['an extra row', [head, v1, v2, v2.with(0, 'reviews-v2-5f4b9c7d88-zzzzz'), web]],
    ['a row moved', [head, v2, v1, web]],
    ['no rows', [head]],
    ['one pod twice', [head, v1, v1, web]],
    ['an extra column', [head, v1, v2, web].map((row, index) => [...row, index === 0 ? 'IP' : '10.0.0.1'])],
    ['a missing column', [head, v1, v2, web].map((row) => row.slice(0, 4))],
    ['columns swapped', [head, v1, v2, web].map(([a, b, c, d, e]) => [a!, c!, b!, d!, e!])],
    ['another head', [head.with(3, 'RESTART'), v1, v2, web]],
  ])('rejects %s', (_, rows) => {
    const result = ask('docs', pods, padded(rows));
    expect(result.matches).toBe(false);
    expect(result.reasons.length).toBeGreaterThan(0);
  });

  test('rejects an empty output', () => expect(accepts('docs', pods, '')).toBe(false));
});

describe('docs mode: names the difference in a table', () => {
  const sentences = (rows: readonly (readonly string[])[]) =>
    ask('docs', pods, padded(rows)).reasons.map(sentence);
  test('a cell', () =>
    expect(sentences([head, v1, v2.with(1, '1/2'), web])).toEqual([
      'row reviews-v2-7bd4f5c8b9-w2l7h, column READY: the page says 2/2, the output says 1/2',
    ]));
  test('a cell of another type', () =>
    expect(sentences([head, v1.with(4, '<unknown>'), v2, web])).toEqual([
      'row reviews-v1-66c8d79ff5-8tqrl, column AGE: the page says 32s, the output says <unknown>: ' +
        '<unknown> is not of the type age, as 32s is',
    ]));
  test('a missing row', () =>
    expect(sentences([head, v1, web])).toEqual([
      'row reviews-v2-7bd4f5c8b9-w2l7h of page line 3 is missing from the output',
    ]));
  test('an extra row', () =>
    expect(sentences([head, v1, v2, web, web.with(0, 'web-1')])).toEqual([
      'row web-1 of the output (line 5) is not on the page',
    ]));
  test('an extra and a missing column', () => {
    expect(sentences([head, v1, v2, web].map((row, index) => [...row, index === 0 ? 'NODE' : 'n1']))).toEqual(
      ["the output's table has a column NODE, the page's table does not"],
    );
    expect(sentences([head, v1, v2, web].map((row) => row.slice(0, 4)))).toEqual([
      "the page's table has a column AGE, the output's table does not",
    ]);
  });
  test('a moved row', () => {
    const result = ask(
      'docs',
      'NAME   TYPE\na      X\nb      Y\nc      Z',
      'NAME   TYPE\nb      Y\nc      Z\na      X',
    );
    expect(result.reasons).toEqual([
      { code: 'moved-row', pageLine: 2, row: 'a', expected: 'a X', actual: 'line 4' },
    ]);
  });
  test('one pod in two rows', () => {
    expect(sentences([head, v1, v2, web].map((row) => row))).toEqual([]);
    const page =
      'NAME                     READY   STATUS    RESTARTS   AGE\nsleep-66c8d79ff5-8tqrl   1/1     ' +
      'Running   0          1m\nsleep-66c8d79ff5-w2l7h   1/1     Running   0          1m';
    const row = ['sleep-7bc4b9d6c5-x2x9z', '1/1', 'Running', '0', '5m'];
    expect(accepts('docs', page, padded([head, row, row.with(0, 'sleep-7bc4b9d6c5-bcdfg')]))).toBe(true);
    expect(ask('docs', page, padded([head, row, row])).reasons.map(sentence)).toEqual([
      'row sleep-66c8d79ff5-w2l7h, column NAME: the page says sleep-66c8d79ff5-w2l7h, the output says ' +
        'sleep-7bc4b9d6c5-x2x9z: sleep-7bc4b9d6c5-x2x9z is already the value of sleep-66c8d79ff5-8tqrl ' +
        'since page line 2, and two different samples of the page stand for two different values',
    ]);
  });
  test('the comparison marks each cell', () => {
    expect(
      ask('docs', 'NAME   READY   AGE\nweb    1/1     5s', 'NAME   READY   AGE\nweb    0/1     9s')
        .comparison,
    ).toEqual({
      kind: 'table',
      columns: ['NAME', 'READY', 'AGE'],
      rows: [
        { page: ['web', '1/1', '5s'], actual: ['web', '0/1', '9s'], marks: ['same', 'different', 'typed'] },
      ],
    });
  });
});

type Row = readonly [what: string, page: string, accepted: readonly string[], rejected: readonly string[]];

const tables: readonly Row[] = [
  [
    'services',
    'NAME           TYPE           CLUSTER-IP       EXTERNAL-IP   PORT(S)   AGE\nmy-httpbin     ' +
      'ExternalName   <none>           httpbin.org   80/TCP    4s\nmy-wikipedia   ClusterIP      ' +
      '172.21.156.230   <none>        443/TCP   21h',
    [
      (
        'NAME         TYPE         CLUSTER-IP  EXTERNAL-IP PORT(S) AGE\nmy-httpbin   ExternalName <none> ' +
        '     httpbin.org 80/TCP  9s\nmy-wikipedia ClusterIP    10.96.0.99  <none>      443/TCP 1m'
      ).replaceAll(/ (?=[A-Z<1-9h])/g, '   '),
    ],
    [
      'NAME           TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nmy-httpbin     ' +
        'ExternalName   <none>       httpbin.com   80/TCP    4s\nmy-wikipedia   ClusterIP      ' +
        '10.96.0.99   <none>        443/TCP   21h',
      'NAME           TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nmy-httpbin     ' +
        'ExternalName   <none>       httpbin.org   80/TCP    4s\nmy-wikipedia   ClusterIP      None      ' +
        '   <none>        443/TCP   21h',
      'NAME           TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nmy-httpbin     ' +
        'ExternalName   <none>       httpbin.org   8080/TCP   4s\nmy-wikipedia   ClusterIP      ' +
        '10.96.0.99   <none>        443/TCP   21h',
      'NAME           TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nmy-httpbin     ' +
        'ExternalName   <none>       httpbin.org   80/TCP    4s\nmy-wikipedia   NodePort       ' +
        '10.96.0.99   <none>        443/TCP   21h',
      'NAME           TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nmy-httpbin     ' +
        'ExternalName   <none>       httpbin.org   80/TCP    4s\nmy-wikipedia   ClusterIP      ' +
        '10.96.0.99   <pending>     443/TCP   21h',
    ],
  ],
  [
    'multi-valued ports',
    'NAME     TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)                      AGE\nistiod   ' +
      'ClusterIP   10.0.0.1     <none>        15010/TCP,15012/TCP,443/TCP   5m',
    [
      'NAME     TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)                       AGE\nistiod   ' +
        'ClusterIP   10.96.22.17   <none>        15010/TCP,15012/TCP,443/TCP   1s',
    ],
    [
      'NAME     TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)                AGE\nistiod   ClusterIP ' +
        '  10.96.22.17   <none>        15010/TCP,15012/TCP   1s',
      'NAME     TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)                       AGE\nistiod   ' +
        'ClusterIP   10.96.22.17   <none>        15010/TCP,15012/TCP,443/UDP   1s',
    ],
  ],
  [
    'wide pods of all namespaces',
    'NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP           NODE    NOMINATED NODE   ' +
      'READINESS GATES\ndefault     web-0   1/1     Running   0          5s    10.244.0.7   node1   ' +
      '<none>           <none>\nother       web-0   1/1     Running   0          5s    10.244.0.8   ' +
      'node1   <none>           <none>',
    [
      'NAMESPACE   NAME    READY   STATUS    RESTARTS       AGE     IP            NODE                 ' +
        'NOMINATED NODE   READINESS GATES\ndefault     web-0   1/1     Running   1 (2m30s ago)   2m30s   ' +
        '10.244.1.19   kind-control-plane   <none>           <none>\nother       web-0   1/1     Running ' +
        '  0              5s      10.244.2.20   worker.example.org   <none>           <none>',
    ],
    [
      'NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP           NODE    NOMINATED NODE   ' +
        'READINESS GATES\nother       web-0   1/1     Running   0          5s    10.244.0.8   node1   ' +
        '<none>           <none>\ndefault     web-0   1/1     Running   0          5s    10.244.0.7   ' +
        'node1   <none>           <none>',
      'NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP           NODE     NOMINATED NODE   ' +
        'READINESS GATES\ndefault     web-0   1/1     Running   0          5s    10.244.0.7   <none>   ' +
        '<none>           <none>\nother       web-0   1/1     Running   0          5s    10.244.0.8   ' +
        'node1    <none>           <none>',
      'NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP       NODE    NOMINATED NODE   ' +
        'READINESS GATES\ndefault     web-0   1/1     Running   0          5s    <none>   node1   <none> ' +
        '          <none>\nother       web-0   1/1     Running   0          5s    10.0.0.8   node1    ' +
        '<none>           <none>',
    ],
  ],
  [
    'a table padded by hand',
    'NAME  READY  UP-TO-DATE  AVAILABLE  AGE\nsleep     1/1    1    1    5s',
    ['NAME    READY   UP-TO-DATE   AVAILABLE   AGE\nsleep   1/1     1            1           10m'],
    [
      'NAME    READY   UP-TO-DATE   AVAILABLE   AGE\nsleep   1/1     1            0           10m',
      'NAME    READY   UP-TO-DATE   AVAILABLE   AGE\nsleep   0/1     1            1           10m',
    ],
  ],
  [
    'empty cells',
    'CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\n*         kind   kind      kind       \n         ' +
      ' prod   prod      admin      web',
    [
      'CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\n*         kind   kind      kind\n          ' +
        'prod   prod      admin      web\n',
      'CURRENT   NAME     CLUSTER   AUTHINFO   NAMESPACE\n*         kind     kind      kind            ' +
        '       \n          prod     prod      admin      web\n',
    ],
    [
      'CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\n          kind   kind      kind\n*         ' +
        'prod   prod      admin      web\n',
      'CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\n*         kind   kind                 kind\n   ' +
        '       prod   prod      admin      web\n',
      'CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\n*         kind   kind      kind       kind\n   ' +
        '       prod   prod      admin      web\n',
    ],
  ],
  [
    'events',
    'LAST SEEN   TYPE     REASON      OBJECT      MESSAGE\n5s          Normal   Scheduled   pod/web-0  ' +
      ' Successfully assigned default/web-0 to node1',
    [
      (
        'LAST SEEN            TYPE     REASON      OBJECT      MESSAGE\n2m (x3 over 10m)    Normal   ' +
        'Scheduled   pod/web-0   Successfully assigned default/web-0 to node1'
      ).replace('2m (x3 over 10m)  ', '2m (x3 over 10m)   '),
    ],
    [
      'LAST SEEN   TYPE      REASON      OBJECT      MESSAGE\n5s          Warning   Scheduled   ' +
        'pod/web-0   Successfully assigned default/web-0 to node1',
      'LAST SEEN   TYPE     REASON      OBJECT      MESSAGE\n5s          Normal   Scheduled   ' +
        'pod/web-0   Successfully assigned default/web-1 to node1',
    ],
  ],
  [
    'istioctl proxy-status',
    'NAME                               CLUSTER        CDS        LDS        EDS        RDS        ' +
      'ECDS         ISTIOD                     VERSION\nsleep-66c8d79ff5-8tqrl.default     Kubernetes    ' +
      ' SYNCED     SYNCED     SYNCED     SYNCED     NOT SENT     istiod-7b9c8d4f6-x2x9z     1.31.1',
    [
      'NAME                               CLUSTER        CDS        LDS        EDS        RDS        ' +
        'ECDS         ISTIOD                     VERSION\nsleep-7bc4b9d6c5-bcdfg.default     Kubernetes  ' +
        '   SYNCED     SYNCED     SYNCED     SYNCED     NOT SENT     istiod-66c8d79ff5-8tqrl    1.31.1',
    ],
    [
      'NAME                               CLUSTER        CDS        LDS        EDS        RDS        ' +
        'ECDS         ISTIOD                     VERSION\nsleep-66c8d79ff5-8tqrl.default     Kubernetes  ' +
        '   SYNCED     STALE      SYNCED     SYNCED     NOT SENT     istiod-7b9c8d4f6-x2x9z     1.31.1',
      'NAME                               CLUSTER        CDS        LDS        EDS        RDS        ' +
        'ECDS         ISTIOD                     VERSION\nsleep-66c8d79ff5-8tqrl.default     Kubernetes  ' +
        '   SYNCED     SYNCED     SYNCED     SYNCED     NOT SENT     istiod-7b9c8d4f6-x2x9z     1.30.0',
      'NAME                               CLUSTER        CDS        LDS        EDS        RDS        ' +
        'ECDS         ISTIOD                     VERSION\nsleep-66c8d79ff5-8tqrl.other       Kubernetes  ' +
        '   SYNCED     SYNCED     SYNCED     SYNCED     NOT SENT     istiod-7b9c8d4f6-x2x9z     1.31.1',
    ],
  ],
  [
    'istioctl proxy-config, one blank between columns',
    'ADDRESSES PORT  MATCH DESTINATION\n10.96.0.1 443   ALL   Cluster: ' +
      'outbound|443||kubernetes.default.svc.cluster.local\n0.0.0.0   15001 ALL   PassthroughCluster',
    [
      'ADDRESSES    PORT  MATCH DESTINATION\n10.96.10.122 443   ALL   Cluster: ' +
        'outbound|443||kubernetes.default.svc.cluster.local\n0.0.0.0      15001 ALL   PassthroughCluster',
    ],
    [
      'ADDRESSES    PORT  MATCH DESTINATION\n10.96.10.122 444   ALL   Cluster: ' +
        'outbound|443||kubernetes.default.svc.cluster.local\n0.0.0.0      15001 ALL   PassthroughCluster',
      'ADDRESSES    PORT  MATCH DESTINATION\n10.96.10.122 443   ALL   Cluster: ' +
        'outbound|443||kubernetes.default.svc.cluster.local\n0.0.0.0      15001 ALL   BlackHoleCluster',
    ],
  ],
  [
    'helm list with its tabs',
    'NAME  \tNAMESPACE\tREVISION\tUPDATED                                \tSTATUS  \tCHART       \tAPP ' +
      'VERSION\nistiod\tdefault  \t1       \t2024-01-15 10:20:30.123456789 +0000 ' +
      'UTC\tdeployed\tistiod-1.2.3\t1.2.3      ',
    [
      'NAME  \tNAMESPACE\tREVISION\tUPDATED                                \tSTATUS  \tCHART       ' +
        '\tAPP VERSION\nistiod\tdefault  \t1       \t2026-11-22 01:02:03.987654321 +0000 ' +
        'UTC\tdeployed\tistiod-1.2.3\t1.2.3      ',
      'NAME     NAMESPACE   REVISION   UPDATED                                   STATUS     CHART      ' +
        '    APP VERSION\nistiod   default     1          2026-11-22 01:02:03.987654321 +0000 UTC   ' +
        'deployed   istiod-1.2.3   1.2.3',
    ],
    [
      'NAME  \tNAMESPACE\tREVISION\tUPDATED                                \tSTATUS  \tCHART       ' +
        '\tAPP VERSION\nistiod\tdefault  \t1       \t2026-11-22 01:02:03.987654321 +0000 UTC\tfailed  ' +
        '\tistiod-1.2.3\t1.2.3      ',
      'NAME  \tNAMESPACE\tREVISION\tUPDATED                                \tSTATUS  \tCHART       ' +
        '\tAPP VERSION\nistiod\tdefault  \t2       \t2026-11-22 01:02:03.987654321 +0000 ' +
        'UTC\tdeployed\tistiod-1.2.3\t1.2.3      ',
    ],
  ],
  [
    'kubectl top',
    'NAME    CPU(cores)   MEMORY(bytes)\nweb-0   5m           104Mi',
    ['NAME    CPU(cores)   MEMORY(bytes)\nweb-0   250m         1Gi'],
    [
      'NAME    CPU(cores)   MEMORY(bytes)\nweb-0   <unknown>    1Gi',
      'NAME    CPU(cores)   MEMORY(bytes)\nweb-1   5m           104Mi',
    ],
  ],
  [
    'nodes',
    'NAME    STATUS   ROLES           AGE   VERSION\nnode1   Ready    control-plane   5m    v1.35.4',
    ['NAME    STATUS   ROLES           AGE     VERSION\nnode1   Ready    control-plane   2m30s   v1.35.4'],
    [
      'NAME    STATUS     ROLES           AGE   VERSION\nnode1   NotReady   control-plane   5m    v1.35.4',
      'NAME    STATUS   ROLES    AGE   VERSION\nnode1   Ready    <none>   5m    v1.35.4',
      'NAME    STATUS   ROLES           AGE   VERSION\nnode1   Ready    control-plane   5m    v1.35.5',
    ],
  ],
  [
    'two tables and text around them',
    'Pods:\nNAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          5s\n\nNAME  ' +
      ' TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nweb    ClusterIP   10.0.0.1     <none>     ' +
      '   80/TCP    5s\nAll of it is ready now.',
    [
      'Pods:\nNAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   3          10m\n\n' +
        'NAME   TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)   AGE\nweb    ClusterIP   10.96.200.13  ' +
        ' <none>        80/TCP    10m\nAll of it is ready now.\n',
    ],
    [
      'Pods:\nNAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   3          10m\n\n' +
        'NAME   TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)   AGE\nweb    ClusterIP   10.96.200.13  ' +
        ' <none>        80/TCP    10m\nAll of it is ready then.\n',
      'Pods:\nNAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   3          10m\nNAME ' +
        '  TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)   AGE\nweb    ClusterIP   10.96.200.13   ' +
        '<none>        80/TCP    10m\nAll of it is ready now.\n',
      'Pods:\n\nNAME   TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)   AGE\nweb    ClusterIP   ' +
        '10.96.200.13   <none>        80/TCP    10m\nAll of it is ready now.\n',
    ],
  ],
  [
    'elided rows',
    'NAME    READY   STATUS    RESTARTS   AGE\n...\nweb-0   1/1     Running   0          5s\n...',
    [
      'NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          9s',
      'NAME       READY   STATUS    RESTARTS   AGE\nalpha-0    1/1     Failed    0          9s\nbeta-0 ' +
        '    0/1     Pending   0          9s\nweb-0      1/1     Running   0          9s\nzeta-0     1/1 ' +
        '    Running   0          9s',
    ],
    [
      'NAME    READY   STATUS    RESTARTS   AGE\nalpha-0   1/1     Running   0          9s',
      'NAME    READY   STATUS    RESTARTS   AGE\nweb-0   0/1     Running   0          9s',
      'web-0   1/1     Running   0          9s',
      '',
    ],
  ],
  [
    'elided cells',
    'NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     ...\napi-0   1/1     R...      0          5s',
    [
      'NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Failed    9          1s\napi-0   1/1  ' +
        '   Running   0          5s',
    ],
    [
      'NAME    READY   STATUS    RESTARTS   AGE\nweb-0   0/1     Failed    9          1s\napi-0   1/1  ' +
        '   Running   0          5s',
      'NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Failed    9          1s\napi-0   1/1  ' +
        '   Failed    0          5s',
    ],
  ],
  [
    'a token in a cell',
    'NAME   TYPE       CLUSTER-IP   EXTERNAL-IP   PORT(S)               AGE\nweb    NodePort   ' +
      '10.0.0.1     <none>        80:{{port}}/TCP   5s',
    [
      'NAME   TYPE       CLUSTER-IP    EXTERNAL-IP   PORT(S)        AGE\nweb    NodePort   10.96.0.123 ' +
        '  <none>        80:31380/TCP   5s',
    ],
    [
      'NAME   TYPE       CLUSTER-IP    EXTERNAL-IP   PORT(S)   AGE\nweb    NodePort   10.96.0.123   ' +
        '<none>        80/TCP    5s',
      'NAME   TYPE       CLUSTER-IP    EXTERNAL-IP   PORT(S)        AGE\nweb    NodePort   10.96.0.123 ' +
        '  <none>        81:31380/TCP   5s',
    ],
  ],
];

describe.each(tables)('docs mode: %s', (_, page, accepted, rejected) => {
  test.each(page.includes('{{') ? accepted : [page, ...accepted])('accepts %j', (actual) =>
    expect(accepts('docs', page, actual)).toBe(true),
  );
  test.each(rejected)('rejects %j', (actual) => {
    const result = ask('docs', page, actual);
    expect(result.matches).toBe(false);
    expect(result.reasons.length).toBeGreaterThan(0);
  });
});

describe('table mode: compares one table', () => {
  const page =
    'NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          5s\nweb-1   1/1    ' +
    ' Running   0          5s';
  test.each([
    [
      'the same',
      'NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   2          9s\nweb-1   1/1  ' +
        '   Running   0          1m',
    ],
    [
      'rows in another order',
      'NAME    READY   STATUS    RESTARTS   AGE\nweb-1   1/1     Running   2          9s\nweb-0   1/1  ' +
        '   Running   0          1m',
    ],
    [
      'columns in another order',
      'NAME    STATUS    READY   RESTARTS   AGE\nweb-0   Running   1/1     2          9s\nweb-1   ' +
        'Running   1/1     0          1m',
    ],
  ])('accepts %s', (_, actual) => expect(accepts('table', page, actual)).toBe(true));
  test.each([
    [
      'another cell',
      'NAME    READY   STATUS    RESTARTS   AGE\nweb-1   0/1     Running   2          9s\nweb-0   1/1  ' +
        '   Running   0          1m',
      'cell',
    ],
    [
      'a missing row',
      'NAME    READY   STATUS    RESTARTS   AGE\nweb-1   1/1     Running   2          9s',
      'missing-row',
    ],
    ['an extra row', `${page}\nweb-2   1/1     Running   0          5s`, 'extra-row'],
    ['a row twice', `${page}\nweb-1   1/1     Running   0          5s`, 'extra-row'],
    [
      'an extra column',
      'NAME    READY   STATUS    RESTARTS   AGE   NODE\nweb-0   1/1     Running   2          9s    n1\n' +
        'web-1   1/1     Running   0          1m    n1',
      'extra-column',
    ],
    [
      'a missing column',
      'NAME    READY   STATUS    RESTARTS\nweb-0   1/1     Running   2\nweb-1   1/1     Running   0',
      'missing-column',
    ],
    ['other text', 'No resources found in default namespace.', 'not-parsed'],
    ['text outside the table', `Error: half of it\n${page}`, 'extra-line'],
    ['nothing', '', 'not-parsed'],
  ])('rejects %s', (_, actual, code) => {
    const result = ask('table', page, actual);
    expect(result.matches).toBe(false);
    expect(result.reasons.map((reason) => reason.code)).toContain(code);
  });
  test('treats a second column of the same name as another column', () => {
    const twice = (first: string, second: string) => `NAME   IMAGE   IMAGE\nweb    ${first}       ${second}`;
    expect(accepts('table', twice('a', 'b'), twice('a', 'b'))).toBe(true);
    expect(accepts('table', twice('a', 'a'), twice('a', 'b'))).toBe(false);
    expect(accepts('table', 'NAME   IMAGE\nweb    a', twice('a', 'b'))).toBe(false);
  });
  test('accepts further rows if the page has a line of dots', () => {
    expect(accepts('table', `${page}\n...`, `${page}\nweb-2   1/1     Running   0          5s`)).toBe(true);
    expect(
      accepts(
        'table',
        `${page}\n...`,
        'NAME    READY   STATUS    RESTARTS   AGE\nweb-1   1/1     Running   0          5s',
      ),
    ).toBe(false);
  });
});
