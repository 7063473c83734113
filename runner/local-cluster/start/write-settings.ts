import { copyFile, mkdir, readdir, readFile, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ClusterFolders } from '../folders.ts';
import { sourcePath } from '../folders.ts';

/** Replaces each `@NAME@` in a template by its value. Throws if a name has no value. */
export function fillIn(template: string, values: Record<string, string>): string {
  return template.replace(/@([A-Z_]+)@/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`settings: ${whole} has no value`);
    return value;
  });
}

/** Writes the settings of one cluster: the files of `settings/`, with values in the `.in` files. */
export async function writeSettings(
  folders: ClusterFolders,
  chosen: { cgroup: string; snapshotter: string },
): Promise<void> {
  const values = {
    STATE: folders.state,
    PKI: folders.pki,
    SETTINGS: folders.settings,
    CGROUP: chosen.cgroup,
    SNAPSHOTTER: chosen.snapshotter,
    CONTAINERD_SOCKET: folders.containerdSocket,
  };
  await mkdir(join(folders.settings, 'cni'), { recursive: true });
  for (const file of await readdir(sourcePath('settings'))) {
    const target = join(
      folders.settings,
      file.endsWith('.conflist.in') ? 'cni' : '',
      file.replace(/\.in$/, ''),
    );
    if (file.endsWith('.in'))
      await writeFile(target, fillIn(await readFile(sourcePath('settings', file), 'utf8'), values));
    else await copyFile(sourcePath('settings', file), target);
  }
  // CoreDNS answers for names outside the cluster too, because there is no other DNS server.
  await writeFile(join(folders.settings, 'resolv.conf'), 'nameserver 10.96.0.10\n');
}

/**
 * Chooses how containerd stores image layers. overlayfs does not work in a folder that is itself on
 * overlayfs, as in a container; there, containerd copies the layers.
 */
export async function snapshotterFor(stateFolder: string): Promise<'overlayfs' | 'native'> {
  const overlayMagic = 0x794c7630; // statfs(2)
  return (await statfs(dirname(stateFolder))).type === overlayMagic ? 'native' : 'overlayfs';
}
