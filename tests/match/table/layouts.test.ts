import { testTables } from './docs-tables.ts';

testTables([
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
]);
