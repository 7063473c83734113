import { connect } from 'node:net';

export interface RawAnswer {
  /** HTTP status; 0 if the server closed the connection without an answer. */
  readonly status: number;
  /** Values by name in lower case. Several values of one name are joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly target?: string;
  /**
   * The headers are sent exactly in this order. Only `connection: close` and the length of the body are
   * added.
   */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** The receiver of a request. The default address is 127.0.0.1. */
export interface RawPeer {
  readonly port: number;
  readonly address?: string;
}

/** An answer that takes longer is an error. */
const answerMs = 10_000;

/** Sends a request with exactly these headers. HTTP clients would refuse or change some of them. */
export function rawRequest(
  peer: RawPeer,
  { method = 'GET', target = '/', headers = [], body = '' }: RawRequest,
): Promise<RawAnswer> {
  const length: [string, string][] = body === '' ? [] : [['content-length', String(Buffer.byteLength(body))]];
  const lines = [...headers, ...length, ['connection', 'close'] as const].map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return rawExchange(peer, `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

/** Sends these bytes on a new connection and reads the answer until the server closes it. */
export async function rawExchange(
  { port, address = '127.0.0.1' }: RawPeer,
  bytes: string | Buffer,
): Promise<RawAnswer> {
  const socket = connect(port, address);
  const chunks: Buffer[] = [];
  socket.setTimeout(answerMs, () =>
    socket.destroy(new Error(`no answer within ${answerMs} ms to ${String(bytes).slice(0, 200)}`)),
  );
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.write(bytes);
  await new Promise<void>((resolve, reject) => {
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve() : reject(error),
    );
    socket.on('close', () => resolve());
  });
  return parseAnswer(Buffer.concat(chunks).toString('latin1'));
}

function parseAnswer(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    const key = name.toLowerCase();
    headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
  }
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
    headers,
    body: rest.join('\r\n\r\n'),
  };
}
