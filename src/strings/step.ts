import { notRunSentence } from '../guide/not-run.ts';
import type { Verdict } from '../guide/outcome.ts';
import type { CommandNotRun } from '../guide/result.ts';
import { counted } from '../guide/text/counted.ts';

/** The words at a step: its buttons, its state, its output, and why it did not pass. */
export const stepUi = {
  run: 'Run',
  runAgain: 'Run again',
  runToHere: 'Run to here',
  runFromHere: 'Run from here',
  checkOnly: 'Check only',
  stop: 'Stop',
  stepName: (ordinal: number, id: string) => `step ${ordinal}: ${id}`,
  runStep: (label: string, ordinal: number, id: string) => `${label} step ${ordinal}: ${id}`,
  toHereStep: (ordinal: number, id: string) => `Run to here, step ${ordinal}: ${id}`,
  fromHereStep: (ordinal: number, id: string) => `Run from here, step ${ordinal}: ${id}`,
  checkOnlyStep: (ordinal: number, id: string) => `Check only, step ${ordinal}: ${id}`,
  moreLabel: (ordinal: number, id: string) => `More ways to run step ${ordinal}: ${id}`,
  waitsTitle: (ordinal: number) => `Step ${ordinal} is running. This step will run after it.`,

  states: {
    idle: 'not run yet',
    queued: 'queued',
    running: 'running',
    stale: 'stale: it passed, but its result may be out of date',
    passed: 'passed',
    differs: 'differs from the page',
    failed: 'failed',
    'timed-out': 'timed out',
    cancelled: 'cancelled',
    interrupted: 'interrupted',
    errored: 'errored',
    skipped: 'skipped',
  } satisfies Record<Verdict | 'idle' | 'queued' | 'running' | 'stale', string>,
  checked: (state: string) => `${state}, checked only`,
  exitOnlyPassed: 'passed, exit status only',
  failedWith: (exit: number) => `failed, exit status ${exit}`,
  asPrinted: 'as printed on this page',
  waitsFor: (ordinal: number) => `waits for step ${ordinal}`,
  waitsForTyped: 'waits for a command typed in the terminal',
  runningWhenLost: 'was running when the connection was lost',
  attempt: (attempt: number) => `attempt ${attempt}`,
  attempts: (attempts: number, time: string) => `${counted(attempts, 'attempt')} in ${time}`,
  usually: (time: string) => `usually ${time}`,

  noOutput: 'no output',
  gap: (chars: number) => `\n⋯ ${counted(chars, 'character is', 'characters are')} missing here ⋯\n`,
  input: 'Type the input for this command',
  hiddenInput: 'Type the input for this command. Your text stays hidden',
  inputOf: (ordinal: number) => `Input for the command of step ${ordinal}`,
  inputSend: 'Send',
  interrupt: 'Ctrl-C',
  interruptStep: (ordinal: number) => `Interrupt the command of step ${ordinal} (Ctrl-C)`,

  next: 'What to do next:',
  evidenceDetail: 'What the cluster says',
  notRun: (notRun: readonly CommandNotRun[] | undefined) => notRunSentence(notRun, { lines: false }),
  moreSentences: (count: number) => `and ${count} more`,

  comparison: 'The output on the page and your output, side by side',
  page: 'page',
  yours: 'yours',
  missingRow: 'not in your output',
  extraRow: 'not on the page',
  differs: 'differs',
  sameLines: (count: number) => `${counted(count, 'line')} as printed on the page`,
  elidedLines: (count: number) => `… ${counted(count, 'line')} that the page leaves out`,
} as const;
