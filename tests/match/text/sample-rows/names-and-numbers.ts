import type { SampleRow } from './sample-row.ts';

export const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

export const namesAndNumbers: Readonly<Record<string, readonly SampleRow[]>> = {
  'pod name': [
    [
      'sleep-66c8d79ff5-8tqrl',
      ['sleep-7bc4b9d6c5-x2x9z', 'sleep-5b4f9c7d8-zzzzz'],
      [
        'sleep2-7bc4b9d6c5-x2x9z',
        'slee-7bc4b9d6c5-x2x9z',
        'my-sleep-7bc4b9d6c5-x2x9z',
        'sleep',
        'sleep-',
        'sleep-7bc4b9d6c5',
        'sleep-7bc4b9d6c5-x2x9',
        'sleep-7bc4b9d6c5-x2x9za',
        'sleep-7bc4b9d6c5-aeiou',
        'sleep-7bc4b9d6c5-x1x9z',
        'sleep-7BC4B9D6C5-X2X9Z',
        'sleep-0',
        '',
      ],
    ],
    [
      'reviews-v2-7bd4f5c8b9-w2l7h',
      ['reviews-v2-6f9b8d5c4-abcde'.replace('abcde', 'bcdfg')],
      [
        'reviews-v1-6f9b8d5c4-bcdfg',
        'reviews-6f9b8d5c4-bcdfg',
        'reviews-v2-v3-6f9b8d5c4-bcdfg',
        'reviews-v22-6f9b8d5c4-bcdfg',
      ],
    ],
    [
      'kube-proxy-x7k2p',
      ['kube-proxy-8tqrl', 'kube-proxy-bcdfg'],
      [
        'kube-proxy',
        'kube-proxy-',
        'kube-proxy-abcde',
        'kube-8tqrl',
        'kube-proxy-8tqr',
        'kube-proxy-8tqrlx',
        'coredns-8tqrl',
      ],
    ],
    [
      'hello-28123456-x7k2p',
      ['hello-29000000-bcdfg'],
      ['hello-x7k2p', 'goodbye-28123456-x7k2p', 'hello-28123456'],
    ],
    ['web-0', [], ['web-1', 'web-10', 'web']],
    ['my-foo', [], ['my-bar', 'my-']],
    ['v1-2', [], ['v1-2-3', 'v1-3']],
    ['a-b', [], ['a-', 'a-c']],
    ['cache-256kb', [], ['cache-512kb']],
    ['status-http2', [], ['status-https', 'status-mtls2']],
    ['app-tcp44', [], ['app-tcp99']],
    ['app-grpcsvc-http2', [], ['app-grpcweb-https']],
    [
      'pod/frontend-bcdfg',
      ['pod/frontend-x7k2p'],
      ['pod/frontend-abcde', 'pod/backend-bcdfg', 'job/frontend-x7k2p'],
    ],
    ['pod "frontend-bcdfg" deleted', ['pod "frontend-x7k2p" deleted'], ['pod "backend-bcdfg" deleted']],
  ],
  'ReplicaSet name': [
    [
      'sleep-66c8d79ff5',
      ['sleep-7bc4b9d6c5'],
      ['sleep-7bc4b9d6c5-x2x9z', 'sleep2-7bc4b9d6c5', 'sleep', 'sleep-frontend'],
    ],
  ],
  'Job name': [
    ['hello-28123456', ['hello-29512345'], ['bye-28123456', 'hello-281234567', 'hello']],
    ['build-20240115', [], ['build-20240116']],
  ],
  uuid: [
    [
      '123e4567-e89b-12d3-a456-426614174000',
      ['00000000-0000-0000-0000-000000000000', 'ABCDEF01-2345-6789-abcd-ef0123456789'],
      [
        '123e4567-e89b-12d3-a456-42661417400',
        '123e4567-e89b-12d3-a456-4266141740000',
        '123e4567e89b12d3a456426614174000',
        'g23e4567-e89b-12d3-a456-426614174000',
        '',
      ],
    ],
  ],
  digest: [
    [
      digest('a'),
      [digest('0'), digest('b')],
      [`sha256:${'a'.repeat(63)}`, `sha256:${'a'.repeat(65)}`, digest('g'), 'latest'],
    ],
  ],
  'resource version': [
    [
      'resourceVersion: "123"',
      ['resourceVersion: "99887766"'],
      ['resourceVersion: ""', 'resourceVersion: "abc"', 'generation: "123"'],
    ],
    [
      '"resourceVersion": "5",',
      ['"resourceVersion": "6",'],
      ['"resourceVersion": "6"', '"resourceVersion": 6,'],
    ],
  ],
  'node port': [
    [
      '80:31234/TCP',
      ['80:30000/TCP', '80:32767/TCP'],
      [
        '80:29999/TCP',
        '80:32768/TCP',
        '80:8080/TCP',
        '81:31234/TCP',
        '80:31234/UDP',
        '80/TCP',
        '80:312345/TCP',
      ],
    ],
    [
      '80:31234/TCP,443:31443/TCP',
      ['80:30001/TCP,443:30002/TCP'],
      ['80:30001/TCP', '443:31443/TCP,80:31234/TCP', '80:30001/TCP,444:30002/TCP'],
    ],
    ['nodePort: 31234', ['nodePort: 30000'], ['nodePort: 8080', 'nodePort: 3000', 'port: 31234']],
    ['80:8080/TCP', [], ['80:8081/TCP', '80:31234/TCP']],
    ['port 31234', [], ['port 31235']],
  ],
  'volume name': [
    [
      'pvc-123e4567-e89b-12d3-a456-426614174000',
      ['pvc-00000000-0000-4000-8000-000000000001'],
      [
        'pv-123e4567-e89b-12d3-a456-426614174000',
        '123e4567-e89b-12d3-a456-426614174000',
        'pvc-123e4567',
        'pvc-data',
        'my-pvc-123e4567-e89b-12d3-a456-426614174000',
      ],
    ],
  ],
  'container ID': [
    [
      `containerd://${'1a'.repeat(32)}`,
      [`containerd://${'0f'.repeat(32)}`],
      [
        `docker://${'0f'.repeat(32)}`,
        `containerd://${'0f'.repeat(31)}`,
        `containerd://${'0f'.repeat(33)}`,
        'containerd://x',
      ],
    ],
  ],
  transfer: [
    [
      '100  1234  100  1234    0     0  12345      0 --:--:-- --:--:-- --:--:-- 12345',
      ['100   612  100   612    0     0  99k      0  0:00:01 --:--:--  0:00:01  99k'],
      ['100  1234', 'curl: (7) Failed to connect'],
    ],
    ['{ [5 bytes data]', ['{ [1234 bytes data]'], ['{ [bytes data]', '} [5 bytes data]', '{ [5 bits data]']],
    [
      '< content-length: 1234',
      ['< content-length: 99'],
      ['< content-length: 0', '< content-length: ', '< content-type: 1234', '> content-length: 1234'],
    ],
    ['< content-length: 0', [], ['< content-length: 5']],
    [
      '< x-envoy-upstream-service-time: 12',
      ['< x-envoy-upstream-service-time: 0'],
      ['< x-envoy-upstream-service-time: fast'],
    ],
  ],
  'no sample': [
    ['5', [], ['6', '5s', '']],
    ['3/3', [], ['0/3', '3/4']],
    ['HTTP/1.1 200 OK', [], ['HTTP/1.1 503 Service Unavailable', 'HTTP/2 200 OK']],
    ['curl/7.55.0', [], ['curl/7.88.1']],
    ['cpu: 100m', [], ['cpu: 250m', 'cpu: 10m']],
    ['requests.cpu 100m 150m', [], ['requests.cpu 100m 170m', 'requests.cpu 120m 150m']],
    [
      'default web-0 100m (5%) 120m (6%)',
      [],
      ['default web-0 110m (5%) 120m (6%)', 'default web-0 100m (5%) 130m (6%)'],
    ],
    ['/delay/5s', [], ['/delay/7s']],
    ['retry-5s', [], ['retry-7s']],
    ['"X-Envoy-Attempt-Count": "1"', [], ['"X-Envoy-Attempt-Count": "2"']],
    ['https://10-0-0-1.example', [], ['https://10-0-0-2.example']],
    ['std::fee', [], ['std::fed']],
    ['…', [], ['x', '...']],
    ['Waiting....', [], ['Waiting...', 'Waiting now']],
    ['Pulling "nginx"...', [], ['Pulling "nginx" failed', 'Pulling "nginx"']],
    ['Uploaded 50%...', [], ['Uploaded 50%, then failed']],
    ['<none>', [], ['10.0.0.1', '<pending>', 'None']],
    ['<pending>', [], ['10.0.0.1', '<none>']],
  ],
};
