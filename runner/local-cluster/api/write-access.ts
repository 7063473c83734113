import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterFolders } from '../folders.ts';
import { nodeAddress } from '../node/network.ts';
import { writeKubeconfig } from './kubeconfig.ts';

/**
 * Writes the kubeconfigs of the cluster's own components and of people, and links to kubectl and istioctl.
 * `program`: the path of a built Go program.
 */
export async function writeAccess(
  context: string,
  {
    folders,
    hostPort,
    program,
  }: { folders: ClusterFolders; hostPort: number; program: (name: string) => string },
): Promise<void> {
  const { pki } = folders;
  const inside = `https://${nodeAddress}:6443`;
  const outside = `https://127.0.0.1:${hostPort}`;
  const admin = { pki, context, user: 'admin' };
  await Promise.all([
    ...['kcm', 'sched', 'proxy', 'kubelet'].map((user) =>
      writeKubeconfig(join(pki, `${user}.kubeconfig`), { pki, context, user, server: inside }),
    ),
    writeKubeconfig(folders.nodeKubeconfig, { ...admin, server: inside }),
    writeKubeconfig(folders.hostKubeconfig, { ...admin, server: outside }),
  ]);
  await chmod(folders.state, 0o700);
  await mkdir(folders.bin, { recursive: true });
  await Promise.all(['kubectl', 'istioctl'].map((each) => symlink(program(each), join(folders.bin, each))));
}
