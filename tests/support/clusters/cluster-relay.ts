import { connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { ClusterApi } from '../../../runner/cluster/cluster-api.ts';
import { Connection } from '../../../runner/cluster/connection.ts';
import { newKubeConfig } from '../../../runner/cluster/kubeconfig/new-kube-config.ts';
import type { Target } from '../../../runner/cluster/target.ts';
import { status } from '../../../runner/local-cluster/index.ts';
import { testCluster } from './test-cluster.ts';

/** The same cluster, reached through a relay that can be cut. */
export async function relayTo(real: Target): Promise<{ target: Target; cut(): Promise<void> }> {
  const { access } = await status(testCluster);
  const config = await newKubeConfig();
  config.loadFromFile(access?.hostKubeconfig ?? '');
  const upstream = new URL(config.getCurrentCluster()?.server ?? '');
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const onward = connect(Number(upstream.port), upstream.hostname);
    for (const each of [socket, onward]) {
      sockets.add(each);
      each.on('error', () => {});
    }
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  onTestFinished(cut);
  const kubeconfig = config
    .exportConfig()
    .replaceAll(upstream.origin, `http://127.0.0.1:${port}`.replace('http:', upstream.protocol));
  const relayed = await newKubeConfig();
  relayed.loadFromString(kubeconfig);
  const api = new ClusterApi(new Connection(relayed));
  return {
    target: { ...real, api, kubeconfig, enter: [], recheck: async () => void (await api.get('/version')) },
    cut,
  };
}
