import { Command } from 'commander';
import { cleanClusters } from '../cleanup/clean-clusters.ts';
import { askUser, isAtTerminal } from '../io/ask-user.ts';
import { print } from '../io/standard-output.ts';
import { down, list, status } from '../local-cluster/index.ts';
import { endSessions, orphanedRunners, orphans } from '../shell/containment/end-sessions.ts';
import { anyClusterNameOption } from './cluster-name.ts';

interface Options {
  readonly name?: string;
  readonly list?: boolean;
  readonly confirm?: readonly string[];
}

/**
 * The command that removes what killed runners left: objects of their guides in clusters, crashed local
 * clusters, and the private folders of their sessions.
 */
export function cleanupCommand(): Command {
  return new Command('cleanup')
    .description(
      'remove what killed runners left: objects of their guides, crashed clusters and session folders',
    )
    .addOption(anyClusterNameOption('only the local cluster of this name and what guides left in it'))
    .option('--list', 'only list what was left, and remove nothing')
    .option('--confirm <uid...>', 'also remove the objects with these UIDs, which a guide may not have made')
    .action(async ({ name: only, list: onlyList = false, confirm: confirmed = [] }: Options) => {
      const isMeant = (name: string) => only === undefined || name === only;
      const found = await Promise.all(
        (await list()).filter(isMeant).map(async (name) => ({ name, ...(await status(name)) })),
      );
      const crashed = found.filter(({ state }) => state !== 'up');
      const folders = only === undefined ? orphans() : [];
      const objects = await cleanClusters({
        ...(only !== undefined && { only }),
        onlyList,
        confirmed,
        ask: isAtTerminal() ? askWhether : undefined,
      });
      for (const line of objects.lines) print(`${line}\n`);
      for (const { name } of crashed) print(`cluster ${name}, crashed\n`);
      for (const folder of folders) print(`session ${folder}\n`);
      if (crashed.length + folders.length + objects.lines.length === 0) print('Nothing was left.\n');
      for (const { name } of found.filter(({ state }) => state === 'up')) {
        print(
          `Cluster ${name} is up and stays; \`npx guiderail cluster down --name ${name}\` takes it down.\n`,
        );
      }
      process.exitCode = objects.status;
      if (onlyList) return;
      for (const { name } of crashed) await down({ name });
      if (only !== undefined) return;
      for (const prefix of orphanedRunners()) await endSessions(prefix);
    });
}

async function askWhether(question: string): Promise<boolean> {
  return (await askUser(`${question} Type yes to remove it: `)) === 'yes';
}
