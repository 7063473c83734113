import { originInfo } from './open-target.ts';
import type { TargetOrigin } from './target.ts';

/**
 * The command line that runs a kubectl or istioctl command on the target's cluster, whatever context the
 * reader's shell has.
 */
export function targetCommand(origin: TargetOrigin, command: string): string {
  return originInfo(origin).command(command);
}

/** The same command as a code span in a sentence, with the place where it works. */
export function commandText(origin: TargetOrigin, command: string): string {
  const { command: line, commandPlace } = originInfo(origin);
  return `\`${line(command)}\`${commandPlace}`;
}
