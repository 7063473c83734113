import { Agent, request as plainRequest } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { KubeConfig } from '@kubernetes/client-node';
import { messageOf, TargetError, UnreachableError } from '../errors.ts';
import { apiTimeoutMs } from '../limits.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly accept?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Requests to one cluster's API server with the credentials of one context. Who may send which is decided by
 * the classes that hold one.
 */
export class Connection {
  readonly #config: KubeConfig;
  readonly #server: URL;
  /** Sent with each request, such as further parts of an impersonation. */
  readonly #headers: Readonly<Record<string, string | string[]>>;
  #options: RequestOptions | undefined;
  #answeredAt: Date | undefined;

  constructor(config: KubeConfig, headers: Readonly<Record<string, string | string[]>> = {}) {
    this.#config = config;
    this.#headers = headers;
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

  /**
   * The answer, whatever its status; an UnreachableError where there is none. One that the server puts off
   * (429), as it does while it starts, it has not done: that is sent again when the server says, for as long
   * as a request may take (https://kubernetes.io/docs/concepts/cluster-administration/flow-control/).
   */
  async send(asked: ApiRequest): Promise<ApiAnswer> {
    const end = performance.now() + apiTimeoutMs;
    for (;;) {
      const { retryAfter, ...answer } = await this.#sendOnce(asked);
      const waitMs = 1000 * (Number(retryAfter) || 1);
      if (answer.status !== 429 || performance.now() + waitMs > end) return answer;
      // Sent again, one that is given up meanwhile ends as any does.
      await pause(waitMs, undefined, asked.signal && { signal: asked.signal }).catch(() => {});
    }
  }

  async #sendOnce(asked: ApiRequest): Promise<ApiAnswer & { readonly retryAfter: string | undefined }> {
    const { method, path, accept = 'application/json', body, signal } = asked;
    const base = await this.#baseOptions();
    const text = body === undefined ? undefined : JSON.stringify(body);
    // Node gives the body of a DELETE no length by itself: it would be taken for the next request.
    const about =
      text === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const headers = { ...base.headers, ...this.#headers, accept, ...about };
    const options: RequestOptions = {
      ...base,
      method,
      path: joinPath(this.#server.pathname, path),
      headers,
      ...(signal && { signal }),
    };
    return new Promise((resolve, reject) => {
      const unreachable = (why: string) => reject(new UnreachableError(this.#server.host, why));
      const sent = (this.#server.protocol === 'http:' ? plainRequest : request)(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          this.#answeredAt = new Date();
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8'),
            retryAfter: response.headers['retry-after'],
          });
        });
        response.on('error', (error) => unreachable(error.message));
      });
      sent.setTimeout(apiTimeoutMs, () =>
        sent.destroy(new Error(`no answer within ${apiTimeoutMs / 1000} s`)),
      );
      sent.on('error', (error: Error & { code?: string }) => {
        // The server closed a kept-alive connection just when we used it again. We repeat the request on
        // another connection, but never a POST (https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2). This
        // ends, because each repetition uses up a kept-alive connection.
        if (sent.reusedSocket && error.code === 'ECONNRESET' && method !== 'POST')
          resolve(this.#sendOnce(asked));
        else unreachable(reason(error));
      });
      sent.end(text);
    });
  }

  /**
   * The library knows every way to authenticate and to get there, and keeps credentials that a program or a
   * file gives as long as they are valid.
   */
  async #baseOptions(): Promise<RequestOptions> {
    const user = this.#config.getCurrentUser();
    if (this.#options && !user?.exec && !user?.authProvider) return this.#options;
    const options: RequestOptions = {
      host: this.#server.hostname,
      port: this.#server.port || defaultPort(this.#server),
      headers: {},
    };
    try {
      await this.#config.applyToHTTPSOptions(options);
    } catch (error) {
      throw new TargetError(
        'no-credentials',
        `The credentials for the cluster at ${this.#server.host} cannot be had: ` +
          `${messageOf(error).trim() || 'no reason is given'}.`,
      );
    }
    if (options.agent instanceof Agent) Object.assign(options.agent, { keepAlive: true, maxSockets: 8 });
    this.#options = options;
    return options;
  }
}

function defaultPort(server: URL): string {
  return server.protocol === 'http:' ? '80' : '443';
}

function joinPath(base: string, path: string): string {
  return `${base.replace(/\/$/, '')}${path}`;
}

/**
 * Node's codes for a certificate that the expected authority has not signed
 * (https://nodejs.org/api/tls.html#x509-certificate-error-codes).
 */
const strangerCodes = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
]);

/** A connection tried on several addresses fails with an AggregateError that has no message. */
function reason(error: Error & { code?: string }): string {
  if (strangerCodes.has(error.code ?? ''))
    return 'its certificate is not signed by the authority that the kubeconfig names';
  return error.message || error.code || 'connection failed';
}
