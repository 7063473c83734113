import { mayAskCluster } from '../../../src/guide/command/named-cluster.ts';
import type { Command, Guide, Step, TargetVersions } from '../../../src/guide/model.ts';
import type { Shell } from '../../shell/shell.ts';
import type { PinnedKubeconfig } from './pinned-kubeconfig.ts';
import type { Refusal } from './refusal.ts';
import type { SetVariables } from './set-variables.ts';

interface CheckedCommand {
  readonly command: Command;
  readonly step: Step;
  readonly guide: Guide;
  readonly versions: TargetVersions;
}

/**
 * Why a command must not run: a variable that it needs has no value, or it would reach another cluster.
 * Returns `undefined` if the command may run. Asks the shell only if that is necessary.
 */
export async function whyNotRun(
  { command, step, guide, versions }: CheckedCommand,
  shell: Shell,
  { variables, kubeconfig }: { readonly variables: SetVariables; readonly kubeconfig: PinnedKubeconfig },
): Promise<Refusal | undefined> {
  const unset = variables.whyUnset(command, step, guide, versions);
  if (unset) return unset;
  const wanted = variables.wanted(command, step, guide);
  const asksCluster = mayAskCluster(command);
  const state = wanted.length > 0 || asksCluster ? await shell.state(wanted) : undefined;
  if (!state) return undefined;
  const empty = variables.whyEmpty(command, step, guide, state);
  return empty ?? (asksCluster ? kubeconfig.whyNot(command, state) : undefined);
}
