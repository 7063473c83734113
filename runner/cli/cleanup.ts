import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { down, list } from '../local-cluster/index.ts';

/** Removes what killed runners left on this machine: local clusters and the private folders of sessions. */
export function cleanupCommand(): Command {
  return new Command('cleanup')
    .description('remove what killed runners left on this machine: clusters and session folders')
    .option('--list', 'only say what there is')
    .action(async ({ list: onlyList }: { list?: true }) => {
      const clusters = await list();
      const folders = orphanedSessions();
      for (const name of clusters) process.stdout.write(`cluster ${name}\n`);
      for (const folder of folders) process.stdout.write(`session ${folder}\n`);
      if (clusters.length + folders.length === 0) process.stdout.write('Nothing is left.\n');
      if (onlyList) return;
      for (const name of clusters) await down({ name });
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    });
}

/** Session folders name the process they belong to; those of living processes stay. */
function orphanedSessions(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith('guiderail-session-'))
    .map((name) => join(tmpdir(), name))
    .filter((folder) => !belongsToLiving(folder));
}

function belongsToLiving(folder: string): boolean {
  const owner = join(folder, 'owner');
  return existsSync(owner) && existsSync(`/proc/${readFileSync(owner, 'utf8').trim()}`);
}
