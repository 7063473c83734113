import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

/** Whether this machine has the loopback address ::1. */
export const hasIpv6Loopback = Object.values(networkInterfaces())
  .flat()
  .some((each) => each?.address === '::1');

/** A socket at which a process listens. */
interface ListeningSocket {
  /** Address and port, as the kernel writes them in hexadecimal. */
  readonly address: string;
  /** Number of the socket. */
  readonly inode: string;
}

/** The sockets at which a process listens. proc(5) lists them in state 0A. */
export function listeningSockets(pid: number): ListeningSocket[] {
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${fd}`))?.[1]),
  );
  const lines = ['tcp', 'tcp6'].flatMap((name) =>
    readFileSync(`/proc/${pid}/net/${name}`, 'utf8').split('\n').slice(1),
  );
  const sockets = lines
    .map((line) => line.trim().split(/\s+/))
    .map(([, address = '', , state, , , , , , inode = '']) => ({ address, state, inode }));
  return sockets.filter(({ state, inode }) => state === '0A' && own.has(inode));
}

/** Empty if the descriptor was closed in the meantime. */
function link(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
