import { expect, test } from 'vitest';
import { curlAnswer, reachedHop } from '../../runner/observe/curl-answer.ts';
import type { Hop } from '../../src/guide/result.ts';

const passed = (output: string) => curlAnswer({ output, verdict: 'passed' });

test.each<[string, ReturnType<typeof curlAnswer>]>([
  [
    '{\n  "headers": {\n    "X-Envoy-Attempt-Count": "1",\n    "X-Envoy-Peer": "x"\n  }\n}\n',
    { kind: 'answered', envoyHeaders: ['X-Envoy-Attempt-Count', 'X-Envoy-Peer'] },
  ],
  [
    '* Connected\n< HTTP/2 200 \n< x-envoy-upstream-service-time: 4\n',
    { kind: 'answered', status: 200, envoyHeaders: ['x-envoy-upstream-service-time'] },
  ],
  ['HTTP/1.1 503 Service Unavailable\n', { kind: 'answered', status: 503, envoyHeaders: [] }],
  ['<title>x</title>\n', { kind: 'answered', envoyHeaders: [] }],
  [
    'curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL \ncommand terminated with exit code 35\n',
    { kind: 'failed', why: 'tls', text: 'curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL' },
  ],
  [
    'command terminated with exit code 7\n',
    { kind: 'failed', why: 'connection', text: 'curl ended with exit status 7' },
  ],
  [
    'curl: (6) Could not resolve host: x\n',
    { kind: 'failed', why: 'name', text: 'curl: (6) Could not resolve host: x' },
  ],
])('curlAnswer: %j', (output, answer) => {
  expect(passed(output)).toEqual(answer);
});

test('curlAnswer: a request that did not pass has only the answer that the output shows', () => {
  expect(curlAnswer({ output: '', verdict: 'differs' })).toBeUndefined();
  expect(curlAnswer({ output: 'curl: (7) x\n', verdict: 'failed' })).toMatchObject({ kind: 'failed' });
  expect(curlAnswer({ output: 'HTTP/1.1 502 Bad Gateway\n', verdict: 'differs' })).toMatchObject({
    status: 502,
  });
});

test.each<[string, string, { sidecar: boolean; service: boolean }, Hop]>([
  ['an answer comes from the host', '200', { sidecar: true, service: true }, 'host'],
  [
    'unless the sidecar gave it',
    'upstream connect error or disconnect/reset before headers',
    { sidecar: true, service: true },
    'sidecar',
  ],
  [
    'or put its name to it',
    'HTTP/1.1 502 Bad Gateway\nserver: envoy\n',
    { sidecar: true, service: true },
    'sidecar',
  ],
  [
    'an error of the host’s own passes through',
    'HTTP/1.1 500 x\nserver: envoy\nx-envoy-upstream-service-time: 3\n',
    { sidecar: true, service: true },
    'host',
  ],
  [
    'a name that is not known stays at the source',
    'curl: (6) x',
    { sidecar: true, service: false },
    'source',
  ],
  ['a handshake breaks behind the sidecar', 'curl: (35) x', { sidecar: true, service: true }, 'sidecar'],
  ['without one at the host', 'curl: (35) x', { sidecar: false, service: true }, 'host'],
  ['a connection breaks at the service', 'curl: (7) x', { sidecar: false, service: true }, 'service'],
  ['without one right away', 'curl: (28) x', { sidecar: false, service: false }, 'source'],
])('reachedHop: %s', (_, output, way, hop) => {
  expect(reachedHop(passed(output) as NonNullable<ReturnType<typeof curlAnswer>>, output, way)).toBe(hop);
});
