import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { withLock } from '../record/lock.ts';
import { runProgram } from '../run-program.ts';

/**
 * A note of what the clusters change on the machine and must restore: three kernel settings that the kubelet
 * writes, and folders over which the node mounts its own. The first cluster writes the original values, and
 * the last one restores them. A reboot deletes the note in /run and undoes the changes.
 */
const notePath = '/run/guiderail/machine.json';

const kernelSettings = ['vm/overcommit_memory', 'kernel/panic', 'kernel/panic_on_oops'];

/** Folders with fixed names that the container runtime, the network plugins and the kubelet write to. */
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
  /** The state folder of each cluster, by name. */
  clusters: Record<string, string>;
  kernel: Record<string, string>;
  /** The folders that Guiderail made, parents first. */
  madeFolders: string[];
}

/** Notes that a cluster uses this machine. Call it before the cluster changes anything on the machine. */
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

/** The state folder of a cluster of this name that belongs to another cache; `undefined`: there is none. */
export async function otherOwner(cluster: string, stateFolder: string): Promise<string | undefined> {
  const owner = (await readNote())?.clusters[cluster];
  return owner && owner !== stateFolder && existsSync(owner) ? owner : undefined;
}

/** Removes a cluster from the note. If it was the last one, restores the machine's settings. */
export function releaseMachine(cluster: string): Promise<void> {
  return withLock('machine', async () => {
    const note = await readNote();
    if (!note) return;
    delete note.clusters[cluster];
    if (Object.keys(note.clusters).length > 0) return writeNote(note);
    for (const [name, value] of Object.entries(note.kernel)) await writeFile(`/proc/sys/${name}`, value);
    // ip-netns(8) has mounted this folder on itself. No program needs the mount when the folder is empty.
    if (note.madeFolders.includes('/run/netns'))
      await runProgram('umount', ['/run/netns'], { accept: [0, 1, 32] });
    // Another program may use a folder meanwhile, so it may not be empty.
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
