import type { RequestPath } from '../../src/guide/result.ts';

/** A request through a sidecar to a service that is another name for an external host. */
export const alias: RequestPath = {
  source: { pod: 'sleep-1', namespace: 'default', container: 'sleep' },
  sidecar: true,
  service: {
    name: 'my-httpbin',
    namespace: 'default',
    type: 'ExternalName',
    backing: 'alias',
    addresses: [],
  },
  host: 'httpbin.org',
  reached: 'host',
  answer: { kind: 'answered', status: 200, envoyHeaders: ['X-Envoy-Attempt-Count'] },
};

/** The same request, which failed at its sidecar. */
export const broken: RequestPath = {
  ...alias,
  reached: 'sidecar',
  answer: { kind: 'failed', why: 'tls', text: 'curl: (35) TLS' },
};
