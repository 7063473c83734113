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
  /** A value that is sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Sends requests to one cluster's API server with the credentials of one context. It sends any request; the
 * classes ClusterApi, ClusterWrites and ObjectRemoval limit what their users can send.
 */
export class Connection {
  readonly #config: KubeConfig;
  readonly #server: URL;
  /** Headers for each request, such as those of an impersonation. */
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

  /** When the API server last answered; `undefined`: it has not answered yet. */
  get answeredAt(): Date | undefined {
    return this.#answeredAt;
  }

  /**
   * Sends a request and returns the answer, whatever its status is. Throws an UnreachableError if there is no
   * answer. Status 429 means that the server did not handle the request, for example because it is starting:
   * we send the request again when the server says, up to the time limit of a request
   * (https://kubernetes.io/docs/concepts/cluster-administration/flow-control/).
   */
  async send(apiRequest: ApiRequest): Promise<ApiAnswer> {
    const end = performance.now() + apiTimeoutMs;
    for (;;) {
      const { retryAfter, ...answer } = await this.#sendOnce(apiRequest);
      const waitMs = 1000 * (Number(retryAfter) || 1);
      if (answer.status !== 429 || performance.now() + waitMs > end) return answer;
      // If the signal is aborted in this pause, the next send fails with its error.
      await pause(waitMs, undefined, apiRequest.signal && { signal: apiRequest.signal }).catch(() => {});
    }
  }

  async #sendOnce(apiRequest: ApiRequest): Promise<ApiAnswer & { readonly retryAfter: string | undefined }> {
    const { method, path, accept = 'application/json', body, signal } = apiRequest;
    const base = await this.#baseOptions();
    const text = body === undefined ? undefined : JSON.stringify(body);
    // Node sends no content-length with a DELETE. The server would read the body as the next request.
    const bodyHeaders =
      text === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const headers = { ...base.headers, ...this.#headers, accept, ...bodyHeaders };
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
        // The server closed a kept-alive connection at the moment when we used it again. We repeat the
        // request on another connection, but never a POST
        // (https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2). The repetitions end, because each of them
        // uses up one kept-alive connection.
        if (sent.reusedSocket && error.code === 'ECONNRESET' && method !== 'POST')
          resolve(this.#sendOnce(apiRequest));
        else unreachable(reason(error));
      });
      sent.end(text);
    });
  }

  /**
   * Options with the credentials, the proxy and the authority. The library knows every way to authenticate.
   * It caches credentials from a program or a file while they are valid, so we ask it before each request.
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
        `The credentials for the cluster at ${this.#server.host} cannot be read: ` +
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
 * Node's error codes for a certificate that another authority has signed
 * (https://nodejs.org/api/tls.html#x509-certificate-error-codes).
 */
const otherAuthorityCodes = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
]);

/**
 * Why a request failed. Node tries several addresses of a host, and then throws an AggregateError without a
 * message.
 */
function reason(error: Error & { code?: string }): string {
  if (otherAuthorityCodes.has(error.code ?? ''))
    return 'its certificate is not signed by the authority that the kubeconfig names';
  return error.message || error.code || 'connection failed';
}
