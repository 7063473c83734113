import type { Choice, ExpectedExit, Role } from './guide/model.ts';
import type { Verdict } from './guide/outcome.ts';
import type { TargetVersions } from './guide/protocol.ts';

/**
 * Every sentence and label of the interface, in two parts by who loads them: the build (`ui`) and the run interface
 * (`runUi`). The small script that each page has finds its words in the page.
 */
export const ui = {
  siteTitle: 'Guiderail',
  siteDescription: 'Documentation whose commands are true.',

  steps: (count: number) => (count === 1 ? '1 step' : `${count} steps`),
  usually: (time: string) => `usually ${time}`,
  verified: (date: string, versions: string) => `Verified ${date} on ${versions}`,
  changedSince: (count: number) => `${count} ${count === 1 ? 'step' : 'steps'} changed since`,
  noRecordedOutput: 'no output',
  recorded: (date: string, versions: string) => `Recorded on ${date} with ${versions}`,
  versions: ({ kubernetes, istio }: TargetVersions) => [kubernetes && `Kubernetes ${kubernetes}`, istio && `Istio ${istio}`].filter(Boolean).join(', '),

  printedHere: 'printed on this page',
  nothingPrinted: 'prints nothing',
  exitOnly: 'only the exit status is judged',
  printedFor: (range: string) => versionRange(range),
  printedOtherwise: 'Any other version',
  printedChoices: 'Printed output by version',
  onlyFor: (range: string) => `Only for ${versionRange(range)}`,
  neverRun: (reason: string) => `Shown, never run: ${reason}`,
  exits: (exit: ExpectedExit) => (exit === 'nonzero' ? 'Meant to fail, with any exit status but 0' : `Meant to end with exit status ${exit}`),
  ended: (exit: number) => `exit status ${exit}`,
  roles: { setup: 'setup', step: '', cleanup: 'cleanup' } satisfies Record<Role, string>,
  choiceOf: ({ group, value }: Choice) => `If you chose ${value} (${group})`,
  choices: (group: string) => `Choose: ${group}`,
  file: (path: string) => `File ${path}`,
  openFile: 'open',
  stepLabel: (ordinal: number, id: string) => `Step ${ordinal}: ${id}`,
  commandsOf: (ordinal: number) => `Commands of step ${ordinal}`,
  outputOf: (ordinal: number) => `Output of step ${ordinal}`,

  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Not copied',
  pairNotice: 'A runner answers here. Pair this tab: open the address that “npm start” printed.',
} as const;

export const runUi = {
  run: 'Run',
  runAgain: 'Run again',
  runToHere: 'Run to here',
  stop: 'Stop',
  runStep: (label: string, ordinal: number, id: string) => `${label} step ${ordinal}: ${id}`,
  toHereStep: (ordinal: number, id: string) => `Run to here, step ${ordinal}: ${id}`,
  runAll: 'Run all',
  continueFrom: (ordinal: number) => `Continue from step ${ordinal}`,
  runEverythingAgain: 'Run all again',
  reset: 'Reset session',
  resetDone: 'The session was reset. The next step starts in a new shell.',
  progress: (done: number, total: number) => `${done} of ${total}`,
  progressLabel: 'Progress of this guide',
  countWords: ({ differs, failed, queued }: { differs: number; failed: number; queued: number }) =>
    [differs && (differs === 1 ? '1 differs' : `${differs} differ`), failed && `${failed} failed`, queued && `${queued} queued`].filter(Boolean).join(', '),
  titleMark: ({ done, total, running, differs, failed }: { done: number; total: number; running: number; differs: number; failed: number }) =>
    `${running > 0 ? '▶' : failed > 0 ? '✕' : differs > 0 ? '≠' : done === total ? '✓' : '·'} ${done}/${total}`,
  stepName: (ordinal: number, id: string) => `step ${ordinal}: ${id}`,
  usually: (time: string) => `usually ${time}`,

  states: {
    idle: 'not run yet',
    queued: 'queued',
    running: 'running',
    passed: 'passed',
    differs: 'differs from the page',
    failed: 'failed',
    'timed-out': 'timed out',
    cancelled: 'cancelled',
    interrupted: 'interrupted',
    errored: 'errored',
    skipped: 'skipped',
  } satisfies Record<Verdict | 'idle' | 'queued' | 'running', string>,
  exitOnlyPassed: 'passed, exit status only',
  failedWith: (exit: number) => `failed, exit status ${exit}`,
  asPrinted: 'as printed on this page',
  comparison: 'What the page prints and what came, side by side',
  attempt: (attempt: number) => `asked again, attempt ${attempt}`,
  asksOver: (attempts: number, time: string) => `asked ${attempts} times over ${time}`,
  noOutput: 'no output',
  next: 'What to do next:',
  moreSentences: (count: number) => `and ${count} more`,

  page: 'page',
  yours: 'yours',
  missingRow: 'not in yours',
  extraRow: 'not on the page',
  differs: 'differs',
  sameLines: (count: number) => (count === 1 ? '1 line as printed' : `${count} lines as printed`),
  elidedLines: (count: number) => `… ${count} ${count === 1 ? 'line' : 'lines'} left out on the page`,

  pairAgain: 'The runner was started again. Pair this tab again: open the address that it printed.',
  pillVersions: ({ kubernetes, istio }: TargetVersions) => [kubernetes && `Kubernetes ${kubernetes}`, istio && `Istio ${istio}`].filter(Boolean).join(' · '),
  reconnecting: (seconds: number) => (seconds > 0 ? `Connection lost. Trying again in ${seconds} s.` : 'Connection lost. Trying again.'),
  notReached: 'The runner could not be reached. Nothing was started.',
  phases: { recorded: 'recorded', preparing: 'preparing', live: 'live', broken: 'not working' },
  preparing: (name: string) => `The cluster “${name}” is being prepared. The page turns live by itself.`,
  parts: { waiting: 'waiting', running: 'running', done: 'done', failed: 'failed' },
  partTime: (elapsed: string, usual: string) => `${elapsed} of usually ${usual}`,
  sessionLost: (steps: string) => (steps ? `What these steps had set is gone: ${steps}.` : ''),

  announceStarted: (ordinal: number) => `Step ${ordinal} started.`,
  announceEnded: (ordinal: number, state: string) => `Step ${ordinal} ${state}.`,
} as const;

/** `istio>=1.21` as people write it. */
function versionRange(range: string): string {
  return range
    .replace(/\bistio\b/, 'Istio ')
    .replace(/\bkubernetes\b/, 'Kubernetes ')
    .replace(/\s+/g, ' ')
    .replace('>=', '≥ ')
    .replace('<=', '≤ ')
    .replace(/([<>=])(\d)/, '$1 $2');
}
