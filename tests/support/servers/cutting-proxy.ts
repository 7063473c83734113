import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  /** Origin of the proxy, which the browser opens. */
  readonly origin: string;
  /** Breaks all connections. New connections are accepted. */
  cut(): void;
  /** Breaks all connections and accepts no new connections until `plugIn`. */
  pullOut(): void;
  plugIn(): void;
  close(): Promise<void>;
}

/**
 * A proxy between browser and server that can break its connections. It writes the server's own address into
 * each request, so that the request guard lets it pass.
 */
export async function cuttingProxy(server: { readonly origin: string }): Promise<CuttingProxy> {
  const target = new URL(server.origin);
  const sockets = new Set<Socket>();
  let plugged = true;
  let own = '';
  const proxy = createServer((near) => {
    if (!plugged) return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => far.write(bytes.toString('latin1').replaceAll(own, target.host), 'latin1'));
    far.pipe(near);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  own = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    origin: `http://${own}`,
    cut,
    pullOut: () => {
      plugged = false;
      cut();
    },
    plugIn: () => {
      plugged = true;
    },
    close: async () => {
      cut();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
