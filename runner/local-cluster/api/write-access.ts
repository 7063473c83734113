import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterFolders } from '../folders.ts';
import { nodeAddress } from '../node/network.ts';
import { writeKubeconfig } from './kubeconfig.ts';

/**
 * Writes what is needed to reach a cluster: kubeconfigs for its own components and for people, and links to
 * the programs.
 */
export async function writeAccess(
  name: string,
  folders: ClusterFolders,
  hostPort: number,
  program: (name: string) => string,
): Promise<void> {
  const inside = `https://${nodeAddress}:6443`;
  const write = (path: string, user: string, server: string): Promise<void> =>
    writeKubeconfig(path, folders.pki, user, name, server);
  await Promise.all([
    ...['kcm', 'sched', 'proxy', 'kubelet'].map((user) =>
      write(join(folders.pki, `${user}.kubeconfig`), user, inside),
    ),
    write(folders.nodeKubeconfig, 'admin', inside),
    write(folders.hostKubeconfig, 'admin', `https://127.0.0.1:${hostPort}`),
  ]);
  await chmod(folders.state, 0o700);
  await mkdir(folders.bin, { recursive: true });
  await Promise.all(['kubectl', 'istioctl'].map((each) => symlink(program(each), join(folders.bin, each))));
}
