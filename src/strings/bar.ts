import { counted } from '../guide/text/counted.ts';

interface StepCounts {
  readonly differs: number;
  readonly failed: number;
  readonly queued: number;
  readonly stale: number;
}

interface PlanCounts {
  readonly run: number;
  readonly holds: number;
  readonly skip: number;
  readonly deletes: number;
  /** The usual time of all steps together; empty if it is not known. */
  readonly time: string;
}

/** The words of the bar above a guide: its buttons, its notes, and the plan of a run. */
export const barUi = {
  label: 'Progress of this guide',
  progress: (done: number, total: number) => `${done} of ${total}`,
  countWords: ({ differs, failed, queued, stale }: StepCounts) =>
    [
      differs && counted(differs, 'differs', 'differ'),
      failed && `${failed} failed`,
      stale && `${stale} stale`,
      queued && `${queued} queued`,
    ]
      .filter(Boolean)
      .join(', '),
  runAll: 'Run all',
  runEverythingAgain: 'Run all again',
  continueFrom: (ordinal: number) => `Continue from step ${ordinal}`,
  stop: 'Stop',
  more: 'More',
  reset: 'Reset session',
  resetDone: 'The session was reset. The next step starts in a new shell.',
  exportAs: { markdown: 'Export as Markdown', json: 'Export as JSON' },
  keys: 'Keyboard shortcuts',
  terminal: 'Terminal',
  stoppedAt: (ordinal: number, id: string, state: string) => `Stopped at step ${ordinal}, ${id}: ${state}.`,
  retry: (ordinal: number) => `Run step ${ordinal} again`,
  skipTo: (ordinal: number) => `Skip it and continue from step ${ordinal}`,

  planTitle: { all: 'Run all', 'from-here': 'Run from here', 'to-here': 'Run to here' },
  planSteps: 'Steps of this run',
  planStep: (ordinal: number, id: string) => `${ordinal} ${id}`,
  planDoes: { run: 'runs', holds: 'passed, and its result is up to date: not run again', skip: 'is skipped' },
  planDeletes: 'deletes:',
  planSummary: ({ run, holds, skip, deletes, time }: PlanCounts) =>
    `${[
      `${counted(run, 'step runs', 'steps run')}${time ? `, usually ${time} in all` : ''}`,
      holds && counted(holds, 'is up to date', 'are up to date'),
      skip && counted(skip, 'is skipped', 'are skipped'),
      deletes && counted(deletes, 'deletes something', 'delete something'),
    ]
      .filter(Boolean)
      .join('; ')}. A run stops at the first step that does not pass.`,
  planStart: 'Start',
  planCancel: 'Cancel',

  reconnecting: (seconds: number) =>
    seconds > 0 ? `Connection lost. Trying again in ${seconds} s.` : 'Connection lost. Trying again.',
  gone: (time: string) =>
    `The runner has not answered since ${time}. If it was stopped, start it again with \`npm start\`. ` +
    'Until then, the page shows the last known state.',
  pairAgain: 'The runner was restarted. Pair this tab again: open the address that the runner printed.',
  notReached: 'The runner could not be reached. Nothing was started.',
  preparing: (name: string) =>
    `The cluster “${name}” is being prepared. The Run buttons appear when it is ready.`,
  parts: { waiting: 'waiting', running: 'running', done: 'done', failed: 'failed' },
  partWaiting: (usual: string) => `usually ${usual}`,
  partTime: (elapsed: string, usual: string) => `${elapsed}, usually ${usual}`,
  sessionLost: (steps: string) => (steps ? `The shell lost the variables of these steps: ${steps}.` : ''),
} as const;

/** The words of the notes about changes of the pages' files. */
export const siteNewsUi = {
  building: (files: readonly string[]) =>
    `${files.length === 0 ? '' : `Changed: ${shortList(files)}. `}The pages are being built again. ` +
    'You can use this page meanwhile.',
  saved: 'This page was saved and built again. Reload it to see the new text.',
  savedBefore: 'This page was built again from an earlier save. Reload it to see that text.',
  reload: 'Reload',
  refused: (count: number) =>
    `The last save has ${count === 1 ? 'a problem' : `${count} problems`}, so the pages still show ` +
    'the last good text. Correct the file and save it again.',
  moved: 'This page was moved to',
  removed: 'The file of this page was removed. See',
  allPages: 'the list of all pages',
  added: (count: number) => (count === 1 ? 'There is a new page:' : `There are ${count} new pages:`),
  otherMoved: (from: string) => `The page ${from} was moved to`,
  otherRemoved: (addresses: readonly string[]) =>
    addresses.length === 1
      ? `The page ${addresses[0]} was removed.`
      : `These pages were removed: ${shortList(addresses)}.`,
  more: (count: number) => `and ${count} more`,
} as const;

/** `a, b, c and 2 more`. */
function shortList(names: readonly string[]): string {
  const most = 3;
  return `${names.slice(0, most).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`;
}
