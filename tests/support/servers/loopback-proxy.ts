import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface LoopbackProxy {
  /** Value for `proxy-url` in a kubeconfig. */
  readonly url: string;
  /** The addresses to which clients asked to connect, as `HOST:PORT`. */
  readonly addresses: string[];
}

/**
 * An HTTP proxy that connects every address to one port of this machine. With it a test can use public
 * addresses without leaving the machine.
 */
export async function loopbackProxy(port: number): Promise<LoopbackProxy> {
  const addresses: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer().on('connect', (request, near: Socket) => {
    addresses.push(request.url ?? '');
    const far = connect(port, '127.0.0.1', () => near.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, addresses };
}
