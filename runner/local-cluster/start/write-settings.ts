import { copyFile, mkdir, readdir, readFile, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ClusterFolders } from '../folders.ts';
import { sourcePath } from '../folders.ts';

/** Puts values in place of `@NAME@`. A name without a value is an error of this folder. */
export function fillIn(template: string, values: Record<string, string>): string {
  return template.replace(/@([A-Z_]+)@/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`settings: nothing stands for ${whole}`);
    return value;
  });
}

/** Writes the settings of one cluster: what is in `settings/`, with `.in` files filled in. */
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
  // Names of the outside world are CoreDNS's to answer; it has no server to ask further.
  await writeFile(join(folders.settings, 'resolv.conf'), 'nameserver 10.96.0.10\n');
}

/**
 * containerd stacks image layers with overlayfs, which cannot itself lie on overlayfs (as in a container):
 * there, it copies.
 */
export async function snapshotterFor(stateFolder: string): Promise<'overlayfs' | 'native'> {
  const overlayMagic = 0x794c7630; // statfs(2)
  return (await statfs(dirname(stateFolder))).type === overlayMagic ? 'native' : 'overlayfs';
}
