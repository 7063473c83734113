import { nameOption } from '../local-cluster/index.ts';
import { userKubeconfig } from './kubeconfig/kubeconfig.ts';
import { shellWord } from './shell-word.ts';
import type { TargetOrigin } from './target.ts';

/**
 * The command line that runs a kubectl or istioctl command on the target's cluster, whatever context the
 * reader's shell has.
 */
export function targetCommand(origin: TargetOrigin, command: string): string {
  if (origin.kind === 'local') return `npx guiderail cluster shell${nameOption(origin.name)} -- ${command}`;
  const { context, files } = origin;
  const [program, ...rest] = command.split(' ');
  const [file = userKubeconfig(), ...others] = files;
  const list = others.length > 0 ? [`KUBECONFIG=${shellWord(files.join(':'))}`] : [];
  const named = others.length === 0 && file !== userKubeconfig() ? ['--kubeconfig', shellWord(file)] : [];
  return [...list, program, '--context', shellWord(context), ...named, ...rest].join(' ');
}

/**
 * The same command as a code span for prose, with the place where it works. A command with a context works
 * everywhere, also in the terminal of a page. That terminal is in the closed network of the local cluster,
 * where `npx` reaches nothing.
 */
export function commandText(origin: TargetOrigin, command: string): string {
  return `\`${targetCommand(origin, command)}\`${origin.kind === 'local' ? " in the project's folder" : ''}`;
}
