import { expect, test } from 'vitest';
import { isLasting, judge } from '../../runner/match/index.ts';
import type { MatchMode } from '../../src/guide/model.ts';

function lasts(
  page: string,
  actual: string,
  { mode = 'docs', exit = 0 }: { mode?: MatchMode; exit?: number } = {},
): boolean {
  const judged = judge({
    mode,
    printed: { lines: page.split('\n'), line: 1 },
    actual,
    exit,
    expectExit: 0,
    bindings: {},
    literals: new Set(),
  });
  expect(judged.matches).toBe(false);
  return isLasting(judged, actual);
}

const service = (type: string, ip: string, external: string, port: string) =>
  `NAME   TYPE   CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nweb    ${type}   ${ip}   ${external}   ` +
  `${port}   4s`;

test.each<[string, string, string, Parameters<typeof lasts>[2]?]>([
  [
    'a type that only an apply changes',
    service('ClusterIP', '10.0.0.1', '<none>', '80/TCP'),
    service('ExternalName', '<none>', '<none>', '80/TCP'),
  ],
  [
    'a port',
    service('ClusterIP', '10.0.0.1', '<none>', '80/TCP'),
    service('ClusterIP', '10.0.0.7', '<none>', '8080/TCP'),
  ],
  ['an extra column', 'NAME   READY\nweb    1/1', 'NAME   READY   NODE\nweb    1/1     n'],
  [
    'columns in another order',
    'NAME   AGE   READY\nweb    5s    1/1',
    'NAME   READY   AGE\nweb    1/1     5s',
  ],
  ['no such program', 'hello', 'bash: kubctl: command not found', { exit: 127 }],
  ['a wrong option', 'hello', 'error: unknown flag: --al\nSee kubectl get --help for usage.', { exit: 1 }],
  ['a hole in the page', '...', 'x'],
  ['another kind', '{"kind": "Pod", "spec": "..."}', '{"kind": "Service", "spec": {}}', { mode: 'json' }],
])('isLasting: %s', (_, page, actual, how) => {
  expect(lasts(page, actual, how)).toBe(true);
});

test.each<[string, string, string, Parameters<typeof lasts>[2]?]>([
  [
    'a status',
    'NAME   READY   STATUS\nweb    1/1     Running',
    'NAME   READY   STATUS\nweb    0/1     Pending',
  ],
  [
    'an address that is pending',
    service('LoadBalancer', '10.0.0.1', '1.2.3.4', '80/TCP'),
    service('LoadBalancer', '10.0.0.1', '<pending>', '80/TCP'),
  ],
  [
    'a row that may come',
    `${service('ClusterIP', '10.0.0.1', '<none>', '80/TCP')}\nb      ClusterIP   10.0.0.2   <none>   ` +
      '80/TCP   4s',
    service('ClusterIP', '10.0.0.1', '<none>', '80/TCP'),
  ],
  ['lines of capital words that come in any order', 'READY SET\nGO', 'READY GO\nSET'],
  ['nothing there yet', 'NAME   READY\nweb    1/1', 'No resources found in default namespace.'],
  ['an error that may pass', 'hello', 'Error from server (NotFound): pods "web" not found', { exit: 1 }],
  [
    'a status of another kind of object',
    '{"kind": "Pod", "status": {"phase": "Running"}}',
    '{"kind": "Pod", "status": {"phase": "Pending"}}',
    { mode: 'json' },
  ],
  [
    'an event of another type',
    'LAST SEEN   TYPE     REASON    OBJECT\n4s          Normal   Started   pod/web',
    'LAST SEEN   TYPE      REASON    OBJECT\n4s          Warning   Started   pod/web',
  ],
])('isLasting: not %s', (_, page, actual, how) => {
  expect(lasts(page, actual, how)).toBe(false);
});
