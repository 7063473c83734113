import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Connection } from '../../runner/cluster/connection.ts';
import { newKubeConfig } from '../../runner/cluster/kubeconfig/new-kube-config.ts';
import { testCertificate } from '../support/clusters/certificate.ts';

/** An API server that answers 429 to this many requests. */
async function busyServer(
  puttingOff: number,
  retryAfter = '1',
): Promise<{ connection: Connection; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (asked.length > puttingOff) response.end('{}');
    else response.writeHead(429, { 'retry-after': retryAfter }).end('storage is (re)initializing');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return {
    connection: await connectionTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    asked,
  };
}

async function connectionTo(server: string): Promise<Connection> {
  const config = await newKubeConfig();
  config.loadFromClusterAndUser({ name: 'c', server, skipTLSVerify: true }, { name: 'u' });
  return new Connection(config);
}

test('Connection: sends a request again when a server that answered 429 says', async () => {
  const { connection, asked } = await busyServer(1);
  expect(await connection.send({ method: 'POST', path: '/apis/x', body: {} })).toEqual({
    status: 200,
    body: '{}',
  });
  expect(asked).toEqual(['POST /apis/x', 'POST /apis/x']);
});

test('Connection: gives up if the server delays a request for longer than it may take', async () => {
  const { connection, asked } = await busyServer(9, '3600');
  expect(await connection.send({ method: 'GET', path: '/api' })).toEqual({
    status: 429,
    body: 'storage is (re)initializing',
  });
  expect(asked).toHaveLength(1);
});

test('Connection: stops waiting when the signal is aborted', async () => {
  const { connection } = await busyServer(9, '9');
  const stop = new AbortController();
  const sent = connection.send({ method: 'GET', path: '/api', signal: stop.signal });
  setTimeout(() => stop.abort(), 100);
  const startedMs = performance.now();
  await expect(sent).rejects.toThrow(/abort/i);
  expect(performance.now() - startedMs).toBeLessThan(5000);
});

/** An API server that answers the first request of each connection and closes it at the next one. */
async function impatientServer(): Promise<Connection> {
  const known = new Set<Socket>();
  const server = createTlsServer(testCertificate(), ({ socket }, response) => {
    if (known.has(socket)) socket.destroy();
    else response.end('{}');
    known.add(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return connectionTo(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

test('Connection: repeats a request that a kept-alive connection did not answer, but no POST', async () => {
  const connection = await impatientServer();
  const answer = { status: 200, body: '{}' };
  for (const method of ['GET', 'GET', 'PUT', 'DELETE'] as const)
    expect(await connection.send({ method, path: '/api' })).toEqual(answer);
  await expect(connection.send({ method: 'POST', path: '/apis/x', body: {} })).rejects.toMatchObject({
    code: 'cluster-unreachable',
  });
});
