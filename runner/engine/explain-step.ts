import type { Step } from '../../src/guide/model.ts';
import type { CommandResult } from '../../src/guide/protocol.ts';
import { sessionMemoryBytes, sessionProcesses } from '../limits.ts';

/** What stopped a step, beside its own commands. */
export type Overrun = 'processes' | 'memory';

export interface Why {
  readonly message?: string;
  readonly next?: string;
}

/** Why a step did not pass, and the next thing to do. */
export function explainStep(step: Step, results: readonly CommandResult[], overrun?: Overrun): Why {
  const bad = results.find(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped');
  if (!bad) return {};
  if (overrun === 'processes' && bad.verdict === 'failed')
    return { message: tooManyProcesses, next: 'See what starts so many, mend it and run the step again.' };
  const why = explainVerdict(step, bad);
  if (overrun !== 'memory') return why;
  return { message: `${why.message} ${tooMuchMemory}`, next: 'See what needs so much, mend it and run the step again.' };
}

export const tooManyProcesses = `The session came to ${sessionProcesses} processes, as many as it may have: all that it had started were ended.`;
const tooMuchMemory = `The session came to ${sessionMemoryBytes / 1024 ** 3} GiB of memory, as much as it may have, and the kernel ended a process of it.`;

function explainVerdict(step: Step, bad: CommandResult): Why {
  const seconds = Math.round(step.timeoutMs / 1000);
  const budget = askedAgain(bad);
  switch (bad.verdict) {
    case 'differs':
      return { message: `${bad.sentences[0] ?? 'The output is not what the page prints.'}${budget}` };
    case 'failed':
      return { message: `${bad.sentences[0] ?? 'Unexpected exit status.'}${budget}`, next: 'Read the output, mend the cause and run the step again.' };
    case 'timed-out':
      return {
        message: `The command did not end within ${seconds} s and was stopped.`,
        next: 'See what it waits for; if it needs longer, the step takes timeout=….',
      };
    case 'cancelled':
      return { message: 'Stopped.', next: 'Run it again; what it had begun may be half done.' };
    case 'interrupted':
      return {
        message: 'The shell ended while the command ran, so its exit status is not known.',
        next: 'A new shell starts with the next step. Run the steps again that set variables.',
      };
    case 'errored':
      return {
        message: 'The cluster went away while the command ran, so nothing is said about the page. What the command had begun may be done, half done or not.',
        next: 'Run the step again when the cluster answers.',
      };
    default:
      return {};
  }
}

function askedAgain({ attempts, hopeless, ms }: CommandResult): string {
  const asked = attempts > 1 ? ` It was asked ${attempts} times over ${Math.round(ms / 1000)} s.` : '';
  const stopped = hopeless ? ' It was not asked again: no later answer could match.' : '';
  return asked || stopped ? `.${asked}${stopped}` : '';
}
