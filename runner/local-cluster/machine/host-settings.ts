/**
 * What a cluster changes of the machine itself and must put back: three kernel settings that the kubelet
 * writes, and folders that exist only to be covered in the node's mount namespace. The first cluster notes
 * the originals, the last one restores them. The note lies in /run, and so is gone after a reboot, like the
 * changes.
 */

import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { withLock } from '../record/lock.ts';
import { runProgram } from '../run-program.ts';

const notePath = '/run/guiderail/machine.json';

const kernelSettings = ['vm/overcommit_memory', 'kernel/panic', 'kernel/panic_on_oops'];

/** Folders with fixed names that container runtime, network plugins and kubelet write to. */
export const coveredFolders = [
  '/run/netns',
  '/run/containerd',
  '/var/lib/cni',
  '/var/lib/kubelet',
  '/var/log/pods',
  '/var/log/containers',
  '/usr/libexec/kubernetes',
];

interface MachineNote {
  /** State folder of each cluster, by name. */
  clusters: Record<string, string>;
  kernel: Record<string, string>;
  /** Folders that were made by us, parents first. */
  madeFolders: string[];
}

/** Notes that `cluster` uses this machine, before anything of the machine is changed for it. */
export function claimMachine(cluster: string, stateFolder: string): Promise<void> {
  return withLock('machine', async () => {
    const note = (await readNote()) ?? { clusters: {}, kernel: await readKernelSettings(), madeFolders: [] };
    note.clusters[cluster] = stateFolder;
    for (const folder of coveredFolders) {
      const missing: string[] = [];
      for (let each = folder; !existsSync(each); each = dirname(each)) missing.unshift(each);
      note.madeFolders.push(...missing);
      await writeNote(note);
      await mkdir(folder, { recursive: true });
    }
    await writeNote(note);
  });
}

/** State folder of another cache that has a cluster of this name on this machine. */
export async function otherOwner(cluster: string, stateFolder: string): Promise<string | undefined> {
  const owner = (await readNote())?.clusters[cluster];
  return owner && owner !== stateFolder && existsSync(owner) ? owner : undefined;
}

/** Takes `cluster` from the note; the last one to go puts the machine's settings back. */
export function releaseMachine(cluster: string): Promise<void> {
  return withLock('machine', async () => {
    const note = await readNote();
    if (!note) return;
    delete note.clusters[cluster];
    if (Object.keys(note.clusters).length > 0) return writeNote(note);
    for (const [name, value] of Object.entries(note.kernel)) await writeFile(`/proc/sys/${name}`, value);
    // ip-netns(8) mounted this folder on itself; an empty one is of no use to anybody.
    if (note.madeFolders.includes('/run/netns'))
      await runProgram('umount', ['/run/netns'], { accept: [0, 1, 32] });
    // Others may use it by now.
    for (const folder of note.madeFolders.reverse()) await rmdir(folder).catch(() => {});
    await rm(notePath, { force: true });
    await rmdir(dirname(notePath)).catch(() => {});
  });
}

async function readKernelSettings(): Promise<Record<string, string>> {
  const entries = kernelSettings.map(
    async (name) => [name, await readFile(`/proc/sys/${name}`, 'utf8')] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function readNote(): Promise<MachineNote | undefined> {
  return existsSync(notePath) ? (JSON.parse(await readFile(notePath, 'utf8')) as MachineNote) : undefined;
}

async function writeNote(note: MachineNote): Promise<void> {
  await mkdir(dirname(notePath), { recursive: true });
  await writeFile(`${notePath}.new`, JSON.stringify(note));
  await rename(`${notePath}.new`, notePath);
}
