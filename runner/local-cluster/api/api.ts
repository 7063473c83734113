import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { clusterRequestTimeoutMs } from '../../limits.ts';

export interface ApiAnswer {
  status: number;
  body: string;
}

/** Asks the cluster's API server, through the relay on this machine's loopback address. */
export class Api {
  readonly #pki: string;
  readonly #port: number;

  constructor(pki: string, port: number) {
    this.#pki = pki;
    this.#port = port;
  }

  /** Sends one request as administrator; `undefined`: no answer. */
  async ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<ApiAnswer | undefined> {
    const [ca, cert, key] = await Promise.all(
      ['ca.crt', 'admin.crt', 'admin.key'].map((file) => readFile(join(this.#pki, file))),
    );
    return new Promise((resolve) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.#port,
          method,
          path,
          ca,
          cert,
          key,
          agent: false,
          headers: { 'content-type': 'application/json' },
          signal: AbortSignal.timeout(clusterRequestTimeoutMs),
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('error', () => resolve(undefined));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
        },
      );
      sent.on('error', () => resolve(undefined));
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  async isReady(): Promise<boolean> {
    return (await this.ask('GET', '/readyz'))?.status === 200;
  }

  async nodeIsReady(): Promise<boolean> {
    const answer = await this.ask('GET', '/api/v1/nodes/node1');
    if (answer?.status !== 200) return false;
    const { status } = JSON.parse(answer.body) as {
      status: { conditions?: { type: string; status: string }[] };
    };
    return (
      status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false
    );
  }

  /** Whether Istio's webhook adds a sidecar to a pod that asks for one. Makes no pod. */
  async injectsSidecars(): Promise<boolean> {
    const answer = await this.ask('POST', '/api/v1/namespaces/default/pods?dryRun=All', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'guiderail-probe', labels: { 'sidecar.istio.io/inject': 'true' } },
      spec: { containers: [{ name: 'probe', image: 'localhost/probe' }] },
    });
    return answer?.status === 201 && answer.body.includes('"istio-proxy"');
  }
}
