import { Agent, request as plainRequest } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { TargetError, UnreachableError } from '../errors.ts';
import { apiTimeoutMs } from '../limits.ts';

/** What a question to the cluster may bring along. */
interface Asking {
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Reads from one cluster's API server, with the credentials of one context. Never writes. */
export class ClusterApi {
  readonly #config: KubeConfig;
  readonly #server: URL;
  #options: Promise<RequestOptions> | undefined;
  #answeredAt: Date | undefined;

  constructor(config: KubeConfig) {
    this.#config = config;
    this.#server = new URL(config.getCurrentCluster()?.server ?? 'https://invalid');
  }

  /** `HOST:PORT` of the API server. */
  get host(): string {
    return this.#server.host;
  }

  /** When it last answered. */
  get answeredAt(): Date | undefined {
    return this.#answeredAt;
  }

  /** GET, decoded from JSON; `undefined` where the server answers 404. */
  async get<T>(path: string, { accept = 'application/json', signal }: Asking = {}): Promise<T | undefined> {
    const { status, body } = await this.#fetch(path, accept, signal);
    if (status === 404) return undefined;
    if (status !== 200) throw new TargetError('cluster-refused', `The cluster at ${this.#server.host} answered ${status} to GET ${path}: ${firstLine(body)}`);
    return JSON.parse(body) as T;
  }

  /** GET of text, whatever the status. */
  async text(path: string, { signal }: Asking = {}): Promise<{ readonly status: number; readonly body: string }> {
    return this.#fetch(path, '*/*', signal);
  }

  async #fetch(path: string, accept: string, signal: AbortSignal | undefined): Promise<{ status: number; body: string }> {
    this.#options ??= this.#baseOptions();
    const base = await this.#options;
    const options: RequestOptions = { ...base, path: joinPath(this.#server.pathname, path), headers: { ...base.headers, accept }, ...(signal && { signal }) };
    return new Promise((resolve, reject) => {
      const unreachable = (why: string) => reject(new UnreachableError(this.#server.host, why));
      const send = this.#server.protocol === 'http:' ? plainRequest : request;
      const sent = send(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          this.#answeredAt = new Date();
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
        });
        response.on('error', (error) => unreachable(error.message));
      });
      sent.setTimeout(apiTimeoutMs, () => sent.destroy(new Error(`no answer within ${apiTimeoutMs / 1000} s`)));
      sent.on('error', (error) => unreachable(reason(error)));
      sent.end();
    });
  }

  /** The library knows every way to authenticate and to get there; it fills these in once. */
  async #baseOptions(): Promise<RequestOptions> {
    const options: RequestOptions = { host: this.#server.hostname, port: this.#server.port || defaultPort(this.#server), headers: {} };
    await this.#config.applyToHTTPSOptions(options);
    if (options.agent instanceof Agent) Object.assign(options.agent, { keepAlive: true, maxSockets: 8 });
    return options;
  }
}

function defaultPort(server: URL): string {
  return server.protocol === 'http:' ? '80' : '443';
}

function joinPath(base: string, path: string): string {
  return `${base.replace(/\/$/, '')}${path}`;
}

function firstLine(text: string): string {
  return text.slice(0, 300).split('\n')[0] ?? '';
}

/** A connection tried on several addresses fails with an AggregateError that has no message. */
function reason(error: Error & { code?: string }): string {
  return error.message || error.code || 'connection failed';
}
