import { createServer, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Refusal } from '../../../src/guide/protocol.ts';
import {
  connectionLimit,
  headerLimit,
  headLimitBytes,
  headTimeoutMs,
  idleConnectionMs,
  requestTimeoutMs,
  slowCheckMs,
} from '../../limits.ts';
import { safeHeaders, strictestPolicy } from './safe-headers.ts';

/**
 * An HTTP server with our own limits. They limit the time in which a request must arrive, but never the time
 * of its answer.
 */
export function makeHttpServer(): Server {
  const server = createServer({
    maxHeaderSize: headLimitBytes,
    headersTimeout: headTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: slowCheckMs,
    keepAliveTimeout: idleConnectionMs,
    // Our own guard refuses a missing host like a wrong one.
    requireHostHeader: false,
  });
  server.maxHeadersCount = headerLimit;
  server.maxConnections = connectionLimit;
  // By default Node answers an unknown expectation itself. A server may ignore it (RFC 9110, 10.1.1).
  server.on('checkExpectation', (incoming, outgoing) => server.emit('request', incoming, outgoing));
  server.on('clientError', answerMalformed);
  return server;
}

/**
 * Answers a client that does not send valid HTTP, and closes the connection. If an answer has begun on the
 * connection, only closes it: the client would take a second answer for a part of the first one.
 */
function answerMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || ('bytesWritten' in socket && socket.bytesWritten !== 0))
    return void socket.destroy();
  const { status, refusal } = refusalFor(error);
  const body = JSON.stringify(refusal);
  const headers = {
    ...safeHeaders(strictestPolicy),
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`, () =>
    socket.destroy(),
  );
}

function refusalFor({ code }: NodeJS.ErrnoException): {
  readonly status: number;
  readonly refusal: Refusal;
} {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: 431,
        refusal: {
          code: 'too-large',
          message: `The head of a request is at most ${headLimitBytes} bytes and ${headerLimit} headers.`,
        },
      };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return {
        status: 413,
        refusal: { code: 'too-large', message: 'The extensions of a chunk are too long.' },
      };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return {
        status: 408,
        refusal: { code: 'bad-request', message: 'The request did not arrive completely in time.' },
      };
    default:
      return { status: 400, refusal: { code: 'bad-request', message: 'This is not HTTP.' } };
  }
}
