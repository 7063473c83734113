import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../guides/temporary-folder.ts';
import { type Certificate, testCertificate } from './certificate.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A kubeconfig with one context, by default `kind-test`, for the server at this port of this machine. Nothing
 * answers at port 1.
 */
export function kubeconfigOf(
  port: number,
  { name = 'kind-test', cluster = {}, user = {} }: { name?: string; cluster?: Fields; user?: Fields } = {},
): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    contexts: [{ name, context: { cluster: 'c', user: 'u' } }],
    clusters: [
      {
        name: 'c',
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'certificate-authority-data': base64(testCertificate().cert),
          ...cluster,
        },
      },
    ],
    users: [{ name: 'u', user }],
  };
}

/** The kubeconfig of `kubeconfigOf` as text. */
export function kubeconfigText(...options: Parameters<typeof kubeconfigOf>): string {
  return JSON.stringify(kubeconfigOf(...options));
}

/** Writes such a kubeconfig into a temporary file and returns the path of the file. */
export function kubeconfig(port: number): string {
  const path = join(temporaryFolder(), 'kubeconfig');
  writeFileSync(path, kubeconfigText(port));
  return path;
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** A fake API server of a cluster without objects and without Istio. */
export interface EmptyCluster {
  readonly port: number;
  /** Every request that was not a GET, as method and path. */
  readonly written: string[];
  /** The `Authorization` header of the last request. */
  readonly authorization: string | undefined;
  /** UID of the namespace kube-system, which identifies the cluster. */
  uid: string;
  close(): Promise<void>;
}

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Answers a request. For `undefined`, the cluster answers as if it had no objects. */
export type Answerer = (
  request: FakeRequest,
) => { readonly status: number; readonly body: unknown } | undefined;

export async function startEmptyCluster({
  certificate = testCertificate(),
  port = 0,
  written = [],
  answer: own = () => undefined,
}: {
  certificate?: Certificate;
  port?: number;
  written?: string[];
  answer?: Answerer;
} = {}): Promise<EmptyCluster> {
  const cluster = { port, written, authorization: undefined as string | undefined, uid: 'u', close };
  const server = createServer(certificate, async (request, response) => {
    const body = (await request.setEncoding('utf8').toArray()).join('');
    const answers: Record<string, unknown> = {
      '/version': { gitVersion: 'v1.35.4' },
      '/api/v1/namespaces/kube-system': { metadata: { uid: cluster.uid } },
      '/api/v1/namespaces/istio-system/pods?labelSelector=app%3Distiod': { items: [] },
    };
    if (request.method !== 'GET') cluster.written.push(`${request.method} ${request.url}`);
    cluster.authorization = request.headers.authorization;
    const answer = answers[request.url ?? ''];
    const given = own({ method: request.method ?? '', path: request.url ?? '', body }) ?? {
      status: answer ? 200 : 404,
      body: answer ?? {},
    };
    response.writeHead(given.status, { 'content-type': 'application/json' }).end(JSON.stringify(given.body));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(close);
  cluster.port = (server.address() as AddressInfo).port;
  return cluster;

  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }
}

/** Starts an empty cluster and returns its port. Adds each request that writes to `written`. */
export async function emptyCluster(written: string[] = []): Promise<number> {
  return (await startEmptyCluster({ written })).port;
}
