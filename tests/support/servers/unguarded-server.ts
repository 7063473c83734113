import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface UnguardedServer {
  readonly port: number;
  /** Bodies of the requests for runs that the server received. */
  readonly ran: readonly string[];
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

/** Starts, for one test, a server without a request guard. It answers every client and accepts every run. */
export async function unguardedServer(site: Readonly<Record<string, string>>): Promise<UnguardedServer> {
  const ran: string[] = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '', 'http://x').pathname;
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', 'authorization, content-type');
    if (request.method === 'POST') ran.push(await bodyOf(request));
    const name = path === '/' ? 'index.html' : path.slice(1);
    if (path === '/api/events')
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: loot\n\n');
    else if (path.startsWith('/api/')) response.end('{}');
    else
      response
        .writeHead(name in site ? 200 : 404, {
          'content-type': types[name.replace(/.*\./, '')] ?? 'text/plain',
        })
        .end(site[name] ?? '');
  });
  server.on('upgrade', (request, socket) => {
    // RFC 6455, 4.2.2.
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    const head =
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n' +
      `sec-websocket-accept: ${accept}\r\nsec-websocket-protocol: bearer`;
    socket.on('error', () => {});
    socket.write(`${head}\r\n\r\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, ran };
}

async function bodyOf(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
