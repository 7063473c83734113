import { setTimeout as pause } from 'node:timers/promises';
import { leftoverGraceMs, shellInterruptMs, stopGraceMs, stopPollMs } from '../../limits.ts';
import type { SessionProcesses } from '../containment/session-processes.ts';
import { signalAndContinue } from '../containment/signals.ts';
import type { Execution, Stopped } from './execution.ts';

export interface Stoppable {
  readonly execution: Execution;
  /** Process id of the shell. */
  readonly shell: number;
  readonly processes: SessionProcesses;
  /** Asks bash again to report the end of the command. */
  readonly askForEnd: () => void;
}

/**
 * Stops a command and all that it has started. `quiet`: everything ended by SIGINT or SIGTERM. `killed`: the
 * processes were killed, and the shell lives. `shell-ended`: the shell did not come back, so we ended it too.
 */
export async function stopExecution(
  how: Stopped,
  stoppable: Stoppable,
): Promise<'quiet' | 'killed' | 'shell-ended'> {
  const { execution, shell, processes, askForEnd } = stoppable;
  switch (how) {
    case 'overran':
      signalAndContinue([shell], 'SIGINT');
      askForEnd();
      await processes.endStarted();
      break;
    case 'timed-out':
    case 'cancelled':
      if (await isQuietAfter('SIGINT', stoppable)) return 'quiet';
      if (await isQuietAfter('SIGTERM', stoppable)) return 'quiet';
      await processes.endSince(execution.since);
  }
  if (await execution.endsWithin(stopGraceMs)) return 'killed';
  await processes.end();
  return 'shell-ended';
}

/**
 * Sends a signal and returns whether the command and all that it has started then end. Each process gets the
 * signal once, also a process that starts meanwhile. Once the prompt is back, processes have only a short
 * time left: a process that ignores the signal will not end by waiting.
 */
async function isQuietAfter(
  signal: 'SIGINT' | 'SIGTERM',
  { execution, shell, processes, askForEnd }: Stoppable,
): Promise<boolean> {
  const signalled = new Set<number>();
  let until = performance.now() + stopGraceMs;
  let shellAgainAtMs = 0;
  for (let isPromptBack = false; performance.now() < until; ) {
    const started = processes.since(execution.since).map(({ pid }) => pid);
    if (isPromptBack && started.length === 0) return true;
    const fresh = started.filter((pid) => !signalled.has(pid));
    for (const pid of fresh) signalled.add(pid);
    // A shell that has not started a program yet, or runs a builtin, may miss the signal, so we repeat it.
    const isShellAlone = started.length === 0 && performance.now() >= shellAgainAtMs;
    const mustInterruptShell = signal === 'SIGINT' && !isPromptBack && (fresh.length > 0 || isShellAlone);
    if (mustInterruptShell) shellAgainAtMs = performance.now() + shellInterruptMs;
    signalAndContinue(mustInterruptShell ? [shell, ...fresh] : fresh, signal);
    if (mustInterruptShell) askForEnd();
    if (isPromptBack) await pause(stopPollMs);
    else if (await execution.endsWithin(stopPollMs)) {
      isPromptBack = true;
      until = Math.min(until, performance.now() + leftoverGraceMs);
    }
  }
  return false;
}
