import { expect, test } from 'vitest';
import { judge, literalsOf } from '../../runner/match/index.ts';
import type { Bindings } from '../../src/guide/outcome.ts';

const literals = literalsOf(['subsets:\n- addresses:\n  - ip: 91.198.174.192\n  - ip: 198.35.26.96']);

function judged(page: string, actual: string, bindings: Bindings = {}, line = 1) {
  return judge({
    mode: 'docs',
    printed: { lines: page.split('\n'), line },
    actual,
    exit: 0,
    expectExit: 0,
    bindings,
    literals,
  });
}

const podPage = `NAME                     READY   STATUS    RESTARTS   AGE
sleep-66c8d79ff5-8tqrl   1/1     Running   0          32s`;

test('judge: accepts a pod row with another hash and age, and returns the bindings', () => {
  const result = judged(
    podPage,
    'NAME                     READY   STATUS    RESTARTS      AGE\r\nsleep-7bc4b9d6c5-x2x9z   1/1     ' +
      'Running   1 (20s ago)   2m30s\r\n',
  );
  expect(result).toEqual({
    matches: true,
    reasons: [],
    bindings: { 'pod:sleep-66c8d79ff5-8tqrl': { value: 'sleep-7bc4b9d6c5-x2x9z', pageLine: 2 } },
  });
});

test('judge: names the cell that shows an injected sidecar', () => {
  const result = judged(
    podPage,
    'NAME                     READY   STATUS    RESTARTS   AGE\nsleep-7bc4b9d6c5-x2x9z   2/2     ' +
      'Running   0          5s\n',
  );
  expect(result.reasons).toEqual([
    {
      code: 'cell',
      pageLine: 2,
      actualLine: 2,
      row: 'sleep-66c8d79ff5-8tqrl',
      column: 'READY',
      expected: '1/1',
      actual: '2/2',
      why: { kind: 'literal' },
    },
  ]);
});

const servicePage = `NAME           TYPE        CLUSTER-IP       EXTERNAL-IP   PORT(S)   AGE
my-wikipedia   ClusterIP   172.21.156.230   <none>        443/TCP   21h`;
const service = `NAME           TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)   AGE
my-wikipedia   ClusterIP   10.96.41.210   <none>        443/TCP   1s
`;
const connectedPage = `* Added en.wikipedia.org:443:172.21.156.230 to DNS cache
* Hostname en.wikipedia.org was found in DNS cache
*   Trying 172.21.156.230:443...
...
* Connected to en.wikipedia.org (172.21.156.230) port 443 (#0)
...`;
const connected = (address: string) => `* Added en.wikipedia.org:443:10.96.41.210 to DNS cache
* Hostname en.wikipedia.org was found in DNS cache
*   Trying 10.96.41.210:443...
  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0\
* Connected to en.wikipedia.org (${address}) port 443 (#0)
* ALPN: offers h2,http/1.1
`;

test('judge: curl must connect to the cluster IP of get svc, also after a progress meter', () => {
  const first = judged(servicePage, service, {}, 100);
  expect(first.bindings).toEqual({ 'ip:172.21.156.230': { value: '10.96.41.210', pageLine: 101 } });
  expect(judged(connectedPage, connected('10.96.41.210'), first.bindings, 200)).toEqual({
    matches: true,
    reasons: [],
    bindings: first.bindings,
  });
  const other = judged(connectedPage, connected('91.198.174.192'), first.bindings, 200);
  expect(other.matches).toBe(false);
  expect(other.bindings).toBe(first.bindings);
  expect(other.reasons).toContainEqual(
    expect.objectContaining({
      code: 'line',
      pageLine: 204,
      why: {
        kind: 'binding',
        sample: '172.21.156.230',
        bound: '10.96.41.210',
        actual: '91.198.174.192',
        since: 101,
      },
    }),
  );
});

test('judge: an address in the commands is no sample', () => {
  expect(judged('addresses 91.198.174.192', 'addresses 91.198.174.192').matches).toBe(true);
  expect(judged('addresses 91.198.174.192', 'addresses 10.0.0.1').matches).toBe(false);
});

test.each([
  ['service/my-httpbin created', 'service/my-httpbin configured'],
  ['service "my-httpbin" deleted from default namespace', 'service "my-httpbin" deleted'],
  ['service "my-httpbin" deleted', 'service "my-wikipedia" deleted'],
  [
    'endpoints/my-wikipedia created',
    'Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n' +
      'endpoints/my-wikipedia created',
  ],
  ['<title>Wikipedia, the free encyclopedia</title>', '<title>Wikipedia, die freie Enzyklopädie</title>'],
  [
    '{\n  "headers": {\n    "X-Envoy-Attempt-Count": "1"\n  }\n}',
    '{\n  "headers": {\n    "X-Envoy-Attempt-Count": "2"\n  }\n}',
  ],
])('judge: %j does not accept %j', (page, actual) => {
  expect(judged(page, page).matches).toBe(true);
  expect(judged(page, actual).matches).toBe(false);
});
