import { constants } from 'node:os';
import { isConstant } from '../../src/guide/command/reads.ts';
import type { Step } from '../../src/guide/model.ts';
import { longestWaitMs } from '../../src/guide/options/step-options.ts';
import type { CommandResult } from '../../src/guide/result.ts';
import { sessionMemoryBytes, sessionProcesses } from '../limits.ts';
import { whyLasting } from '../match/index.ts';

/** The limit of a session that a step has reached. */
export type Overrun = 'processes' | 'memory';

export interface Why {
  readonly message?: string;
  readonly next?: string;
}

/** Explains why a step did not pass, and what to do next. */
export function explainStep(step: Step, results: readonly CommandResult[], overrun?: Overrun): Why {
  const bad = results.find(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped');
  return bad ? explain(step, bad, overrun) : {};
}

export const tooManyProcesses =
  `The session reached its limit of ${sessionProcesses} processes, so Guiderail ended all that it had ` +
  'started.';
const tooMuchMemory =
  `The session reached its limit of ${sessionMemoryBytes / 1024 ** 3} GiB of memory, so the kernel ended ` +
  'one of its processes.';

function explain(step: Step, bad: CommandResult, overrun: Overrun | undefined): Why {
  if (overrun === 'processes' && bad.verdict === 'failed')
    return {
      message: tooManyProcesses,
      next: 'Find out what starts so many processes, fix it and run the step again.',
    };
  const why = explainVerdict(step, bad);
  if (overrun !== 'memory') return why;
  return {
    message: `${why.message} ${tooMuchMemory}`,
    next: 'Find out what needs so much memory, fix it and run the step again.',
  };
}

function explainVerdict(step: Step, bad: CommandResult): Why {
  switch (bad.verdict) {
    case 'differs':
      return explainDifference(step, bad);
    case 'failed':
      return explainExit(step, bad);
    case 'timed-out':
      return {
        message: `The command did not end within ${duration(step.timeoutMs)} and was stopped.`,
        next: `Find out what it waits for.${moreTime(step.timeoutMs)}`,
      };
    case 'cancelled':
      return { message: 'Stopped.', next: 'Run it again. The command may have done a part of its work.' };
    case 'interrupted':
      return {
        message: 'The shell ended while the command ran, so its exit status is not known.',
        next: /\b(?:exit|exec)\b/.test(bad.text)
          ? '`exit` and `exec` end the shell of all steps. Put them into brackets, as in `(exit 1)`, and ' +
            'run the steps that set variables again.'
          : 'A new shell starts with the next step. Run the steps that set variables again.',
      };
    case 'errored':
      return {
        message:
          'The cluster went away while the command ran, so nothing is said about the page. The command ' +
          'may have done all, a part or none of its work.',
        next: 'Run the step again when the cluster answers.',
      };
    default:
      return {};
  }
}

function explainDifference({ withinMs }: Step, bad: CommandResult): Why {
  const message = `${bad.sentences[0] ?? 'The output is not what the page prints.'}${aboutAttempts(bad)}`;
  if (bad.attempts === 1 || withinMs >= longestWaitMs) return { message };
  return {
    message,
    next:
      'If the cluster only needs more time, let Guiderail repeat the command for longer: ' +
      `\`within=${twice(withinMs)}\`.`,
  };
}

/** Explains an exit status that the page does not expect. */
function explainExit(step: Step, bad: CommandResult): Why {
  const sentence = bad.sentences[0] ?? 'Unexpected exit status.';
  const reason = bad.reasons.find(({ code }) => code === 'exit');
  const { exit } = bad;
  if (reason?.code !== 'exit' || exit === undefined)
    return {
      message: `${sentence}${aboutAttempts(bad)}`,
      next: 'Read the output, fix the cause and run the step again.',
    };
  const broken = whyBroken(bad, exit);
  if (broken !== undefined) return { message: `${sentence}${aboutAttempts(bad)}`, next: broken };
  const option = optionFor(step, bad, exit);
  // A cause from the cluster replaces `next`. If the output is as printed, only the option is wrong, so the
  // advice must stay: it belongs to the message.
  if (reason.asPrinted) return { message: `${sentence}.${aboutAttempts(bad).replace(/^\./, '')} ${option}` };
  return {
    message: `${sentence}${aboutAttempts(bad)}`,
    next: exit === 0 ? option : `Read the output, fix the cause and run the step again. ${option}`,
  };
}

function optionFor(step: Step, { command, reasons }: CommandResult, exit: number): string {
  const isLast = command === step.commands.length - 1;
  const expected = step.commands[command]?.expectation.exit;
  if (exit === 0) return `If the command should succeed, remove \`exit=${expected}\`.`;
  const write = `write \`exit=${exit}\`${reasons.length > 1 ? ' and print this output' : ''}`;
  if (isLast) return `If this exit status is expected, ${write}.`;
  return (
    `If this exit status is expected, end the fence after this command and ${write}: \`exit=\` applies ` +
    'to the last command of a fence.'
  );
}

/**
 * Advises about a program that could not run or that a signal ended (POSIX, Shell Command Language, 2.8.2).
 */
function whyBroken({ output }: CommandResult, exit: number): string | undefined {
  if (exit === 127) {
    const program = /^(?:bash: )?(?:line \d+: )?([^\s:]+): command not found$/m.exec(output)?.[1];
    if (program === undefined) return 'Correct the name of the program, or install it.';
    return (
      `Correct the name \`${program}\` or install the program. If the guide needs it, name it in ` +
      '`guide.requires.commands`: then Guiderail tells a reader without it before the first step.'
    );
  }
  if (exit === 126)
    return 'Make the file executable (`chmod +x`), or name the program that reads it, as in `bash FILE`.';
  const signal = Object.entries(constants.signals).find(([, number]) => number === exit - 128)?.[0];
  if (signal === undefined) return undefined;
  const ended = `An exit status of ${exit} usually means that the signal ${signal} ended the program`;
  if (signal === 'SIGKILL')
    return (
      `${ended}, often because it needed more memory than there is. Find out what needs so much memory, ` +
      'fix it and run the step again.'
    );
  if (signal === 'SIGPIPE') return `${ended}, because the next program of the pipe had read enough.`;
  return `${ended}. Find out what sent it, and run the step again.`;
}

function aboutAttempts({ attempts, hopeless, ms, text, output, ...answer }: CommandResult): string {
  const tried = attempts > 1 ? ` Guiderail made ${attempts} attempts in ${Math.round(ms / 1000)} s.` : '';
  if (!hopeless) return tried && `.${tried}`;
  const why =
    whyLasting(answer, output) ??
    (isConstant(text) ? 'its output does not change by itself' : 'no later answer could match');
  return `.${tried} The command was not repeated, because ${why}.`;
}

function moreTime(timeoutMs: number): string {
  if (timeoutMs >= longestWaitMs) return '';
  return ` If it only needs more time, give the step more: \`timeout=${twice(timeoutMs)}\`.`;
}

/** Twice the time, as the value of an option, such as `90s`. */
function twice(ms: number): string {
  return duration(Math.min(ms * 2, longestWaitMs)).replace(' ', '');
}

/** The time as text, such as `90 s` or `2 m`. */
function duration(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  return ms >= 120_000 && ms % 60_000 === 0 ? `${ms / 60_000} m` : `${Math.round(ms / 1000)} s`;
}
