import { connect, createServer, type Server, type Socket } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import { onTestFinished } from 'vitest';
import { status } from '../../runner/local-cluster/index.ts';
import { ClusterApi } from '../../runner/target/cluster-api.ts';
import { Connection } from '../../runner/target/connection.ts';
import type { Target } from '../../runner/target/target.ts';
import { testCluster } from './test-cluster.ts';

/** Where the failing things are made. */
export const namespace = 'evidence-test';

export function apply(manifest: string, prints = 'deployment.apps/web created'): string {
  return `$ kubectl apply -n ${namespace} -f - <<EOF\n${manifest}\nEOF\n${prints}`;
}

export function deployment(name: string, image: string, ofPod = '', ofContainer = ''): string {
  const container = [`name: ${name}`, `image: ${image}`, 'imagePullPolicy: IfNotPresent', ofContainer].filter(Boolean).join(', ');
  const pod = [`terminationGracePeriodSeconds: 0`, `containers: [{${container}}]`, ofPod].filter(Boolean).map((line) => `      ${line}`);
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    `metadata: {name: ${name}}`,
    'spec:',
    `  selector: {matchLabels: {app: ${name}}}`,
    '  template:',
    `    metadata: {labels: {app: ${name}}}`,
    '    spec:',
    ...pod,
  ].join('\n');
}

export function waitFor(what: string): string {
  return `$ kubectl wait --for=condition=Available ${what} -n ${namespace} --timeout=4s\n${what.replace('/', '.apps/')} condition met`;
}

/** The same cluster behind a relay of the test's own, which can be cut. */
export async function relayTo(real: Target): Promise<{ target: Target; cut(): Promise<void> }> {
  const { access } = await status(testCluster);
  const config = new KubeConfig();
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
  const kubeconfig = config.exportConfig().replaceAll(upstream.origin, `http://127.0.0.1:${port}`.replace('http:', upstream.protocol));
  const relayed = new KubeConfig();
  relayed.loadFromString(kubeconfig);
  const api = new ClusterApi(new Connection(relayed));
  return { target: { ...real, api, kubeconfig, enter: [], recheck: async () => void (await api.get('/version')) }, cut };
}
