import type { Kind } from './kind.ts';

export const workloadsAndNetwork: readonly Kind[] = [
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
];
