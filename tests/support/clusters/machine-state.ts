import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isNamespaceInit } from '../../../runner/kernel/namespaces.ts';
import { processStat } from '../../../runner/kernel/process-stat.ts';
import { allPids } from '../../../runner/kernel/processes.ts';
import { markVariable } from '../../../runner/local-cluster/node/node.ts';

export type MachineState = ReturnType<typeof machineState>;

/**
 * The state of everything that the clusters `probe-…` change on the machine. Leaves out clusters that others
 * run at the same time.
 */
export function machineState() {
  const others = (text: string): boolean =>
    /guiderail-(?!probe-)/.test(text) || /guiderail[-/](clusters|guiderail)/.test(text);
  const notOthers = (lines: string[]): string[] =>
    lines.filter((line) => line !== '' && !others(line)).sort();
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .filter((line) => !line.includes(' /run/netns '));
  const cgroups = readdirSync('/sys/fs/cgroup').flatMap((hierarchy) =>
    foldersIn(join('/sys/fs/cgroup', hierarchy)),
  );
  const alone = !existsSync('/run/guiderail/machine.json');
  const settings = ['vm/overcommit_memory', 'kernel/panic', 'kernel/panic_on_oops'];
  return {
    namespaces: notOthers(existsSync('/run/netns') ? readdirSync('/run/netns') : []),
    mounts: notOthers(mounts),
    cgroups: notOthers(cgroups),
    links: readdirSync('/sys/class/net').sort(),
    settings: alone ? settings.map((setting) => readFileSync(`/proc/sys/${setting}`, 'utf8')) : 'others run',
    processNamespaces: [
      ...new Set(
        allPids()
          .filter((pid) => isNamespaceInit(pid) && !isOthers(pid))
          .map(namespaceOf),
      ),
    ].sort(),
  };
}

function foldersIn(hierarchy: string): string[] {
  try {
    return readdirSync(hierarchy, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(hierarchy, entry.name));
  } catch {
    return [];
  }
}

/**
 * Whether a process belongs to another cluster. Containers have no mark, but the processes that started them
 * have.
 */
function isOthers(pid: number): boolean {
  const mark = new RegExp(`${markVariable}=(?!probe-)`);
  for (let each: number | undefined = pid; each; each = processStat(each)?.parent) {
    try {
      if (mark.test(readFileSync(`/proc/${each}/environ`, 'utf8'))) return true;
    } catch {
      return true; // The process has ended meanwhile.
    }
  }
  return false;
}

function namespaceOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return '';
  }
}
