import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/** A kubeconfig whose only context, `kind-test`, is the server at this port of this machine; nothing answers at port 1. */
export function kubeconfig(port: number): string {
  const scheme = port === 1 ? 'https' : 'http';
  const path = join(temporaryFolder(), 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    contexts: [{ name: 'kind-test', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { server: `${scheme}://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user: {} }],
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

/** An API server of a cluster without objects and without Istio, at the port returned; tells what was written to it. */
export async function emptyCluster(written: string[] = []): Promise<number> {
  const answers: Record<string, unknown> = {
    '/version': { gitVersion: 'v1.35.4' },
    '/api/v1/namespaces/kube-system': { metadata: { uid: 'u' } },
    '/api/v1/namespaces/istio-system/pods?labelSelector=app%3Distiod': { items: [] },
  };
  const server = createServer((request, response) => {
    if (request.method !== 'GET') written.push(`${request.method} ${request.url}`);
    const answer = answers[request.url ?? ''];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
