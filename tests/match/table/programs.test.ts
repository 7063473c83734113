import { testTables } from './docs-tables.ts';

testTables([
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
]);
