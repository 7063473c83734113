import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

/** Whether this machine has the loopback address ::1. */
export const hasIpv6Loopback = Object.values(networkInterfaces())
  .flat()
  .some((each) => each?.address === '::1');

/**
 * The addresses and ports at which a process listens, as the kernel writes them in hexadecimal. proc(5) lists
 * listening sockets in state 0A.
 */
export function listeningAt(pid: number): string[] {
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${fd}`))?.[1]),
  );
  const lines = ['tcp', 'tcp6'].flatMap((name) =>
    readFileSync(`/proc/${pid}/net/${name}`, 'utf8').split('\n').slice(1),
  );
  const sockets = lines
    .map((line) => line.trim().split(/\s+/))
    .map(([, address = '', , state, , , , , , inode]) => ({ address, state, inode }));
  return sockets.filter(({ state, inode }) => state === '0A' && own.has(inode)).map(({ address }) => address);
}

/** Empty if the descriptor was closed in the meantime. */
function link(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
