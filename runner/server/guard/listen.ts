import type { AddressInfo, Server } from 'node:net';
import { CallError } from '../../errors.ts';
import { type LoopbackHost, loopbackAddresses } from './loopback.ts';

/**
 * A port that is free on one address may be taken on the other, so finding a port that is free on both may
 * take several attempts.
 */
const portAttempts = 20;

export interface Listening<S> {
  readonly servers: readonly S[];
  readonly port: number;
}

/**
 * Makes servers that listen only on loopback, at the same port: on 127.0.0.1 and, if the machine has it, on
 * ::1. `port` 0: any free port. `host`: the name in the printed address. Throws a CallError if the port or
 * the host cannot be used.
 */
export async function listenOnLoopback<S extends Server>(
  make: () => S,
  wanted: { readonly host: LoopbackHost; readonly port: number },
): Promise<Listening<S>> {
  for (let attempt = 1; ; attempt += 1) {
    const [first, second] = [make(), make()];
    const error = await listen(first, wanted.port, loopbackAddresses.ipv4);
    if (error) throw cannotListen(wanted.port, error);
    const { port } = first.address() as AddressInfo;
    const other = await listen(second, port, loopbackAddresses.ipv6);
    if (!other) return { servers: [first, second], port };
    const noIpv6 = other.code === 'EADDRNOTAVAIL' || other.code === 'EAFNOSUPPORT';
    if (noIpv6 && wanted.host !== '[::1]') return { servers: [first], port };
    first.close();
    if (noIpv6)
      throw new CallError(
        'bad-option',
        '--host ::1: this machine has no IPv6 loopback; write 127.0.0.1 or localhost.',
      );
    if (wanted.port !== 0 || attempt === portAttempts) throw cannotListen(port, other);
  }
}

function listen(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen({ port, host }, () => {
      server.off('error', resolve);
      resolve(undefined);
    });
  });
}

function cannotListen(port: number, { code, message }: NodeJS.ErrnoException): CallError {
  const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be listened on (${message})`;
  return new CallError(
    'port-taken',
    `Port ${port} ${why}. Choose another with --port N, or --port 0 for any free one.`,
  );
}
