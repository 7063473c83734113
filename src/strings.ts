import type { Choice, ExpectedExit, Role, TargetVersions } from './guide/model.ts';
import { notRunSentence } from './guide/not-run.ts';
import type { Verdict } from './guide/outcome.ts';
import type { Change, CommandNotRun, PathService, RequestPath } from './guide/result.ts';
import { counted } from './guide/text/counted.ts';
import { objectName } from './guide/text/object-name.ts';

/**
 * Every sentence and label of the interface, in parts by who loads them: the build (`ui`; `starlightUi` for
 * Starlight's own parts) and the run interface (`runUi`). The small script that each page has finds its words
 * in the page.
 */
export const ui = {
  siteTitle: 'Guiderail',
  siteDescription: 'Documentation whose commands are true.',
  firstPage: 'Overview',
  pages: 'Pages',
  errors: {
    title: 'Errors',
    description: 'Every error by its code: what happened, why, and what to do.',
    introduction:
      'A message says what happened, where, and what to do, and ends with a code in brackets. Here is ' +
      'what each code stands for.',
    next: 'What to do',
  },
  guides: 'Guides',

  steps: (count: number) => counted(count, 'step'),
  usually: (time: string) => `usually ${time}`,
  verified: (date: string, versions: string) => `Verified ${date} on ${versions}`,
  lastUpdated: 'Last updated',
  changedSince: (count: number) => `${counted(count, 'step')} changed since`,
  noRecordedOutput: 'no output',
  recorded: (date: string, versions: string) => `Recorded on ${date} with ${versions}`,
  versions: ({ kubernetes, istio }: TargetVersions) =>
    [kubernetes && `Kubernetes ${kubernetes}`, istio && `Istio ${istio}`].filter(Boolean).join(', '),

  printedHere: 'printed on this page',
  nothingPrinted: 'prints nothing',
  exitOnly: 'only the exit status is judged',
  printedFor: (range: string) => versionRange(range),
  printedOtherwise: 'Any other version',
  printedEither: (at: number) => (at === 0 ? 'Printed' : 'Or'),
  printedChoices: 'Printed output by version',
  onlyFor: (range: string) => `Only for ${versionRange(range)}`,
  neverRun: (reason: string) => `Shown, never run: ${reason}`,
  exits: (exit: ExpectedExit) =>
    exit === 'nonzero'
      ? 'Meant to run and fail, with any exit status but 126 and 127'
      : `Meant to end with exit status ${exit}`,
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
  copyPage: 'Copy page',
  viewMarkdown: 'View as Markdown',
  path: {
    title: 'The way of a request out of the cluster',
    caption:
      'A request leaves its pod, through the sidecar if there is one, for a service that stands for a ' +
      'host outside. With a runner this shows the last request.',
    hops: {
      source: { title: 'source pod', note: 'curl' },
      sidecar: { title: 'sidecar', note: 'or none' },
      service: { title: 'service', note: 'alias or addresses' },
      host: { title: 'external host', note: 'outside the cluster' },
    },
  },

  pairNotice: 'A runner answers here. Pair this tab: open the address that “npm start” printed.',
} as const;

export const runUi = {
  run: 'Run',
  runAgain: 'Run again',
  runToHere: 'Run to here',
  runFromHere: 'Run from here',
  stop: 'Stop',
  runStep: (label: string, ordinal: number, id: string) => `${label} step ${ordinal}: ${id}`,
  toHereStep: (ordinal: number, id: string) => `Run to here, step ${ordinal}: ${id}`,
  fromHereStep: (ordinal: number, id: string) => `Run from here, step ${ordinal}: ${id}`,
  waitsFor: (ordinal: number) => `waits for step ${ordinal}`,
  waitsTitle: (ordinal: number) => `Step ${ordinal} is running. This one is queued behind it.`,
  gap: (chars: number) => `\n⋯ ${counted(chars, 'character is', 'characters are')} missing here ⋯\n`,
  terminalGap: (chars: number) =>
    '\r\n\u001b[0m⋯ ' +
    `${counted(chars, 'character of what stood here is', 'characters of what stood here are')} not ` +
    'kept ⋯\r\n',
  lostSight: 'was running when the connection was lost',
  runAll: 'Run all',
  continueFrom: (ordinal: number) => `Continue from step ${ordinal}`,
  runEverythingAgain: 'Run all again',
  reset: 'Reset session',
  resetDone: 'The session was reset. The next step starts in a new shell.',
  progress: (done: number, total: number) => `${done} of ${total}`,
  progressLabel: 'Progress of this guide',
  countWords: ({
    differs,
    failed,
    queued,
    stale,
  }: {
    differs: number;
    failed: number;
    queued: number;
    stale: number;
  }) =>
    [
      differs && counted(differs, 'differs', 'differ'),
      failed && `${failed} failed`,
      stale && `${stale} stale`,
      queued && `${queued} queued`,
    ]
      .filter(Boolean)
      .join(', '),
  titleMark: ({
    done,
    total,
    running,
    differs,
    failed,
  }: {
    done: number;
    total: number;
    running: number;
    differs: number;
    failed: number;
  }) =>
    `${running > 0 ? '▶' : failed > 0 ? '✕' : differs > 0 ? '≠' : done === total ? '✓' : '·'} ` +
    `${done}/${total}`,
  stepName: (ordinal: number, id: string) => `step ${ordinal}: ${id}`,
  usually: (time: string) => `usually ${time}`,

  states: {
    idle: 'not run yet',
    queued: 'queued',
    running: 'running',
    stale: 'stale: it passed, but does not hold any more',
    passed: 'passed',
    differs: 'differs from the page',
    failed: 'failed',
    'timed-out': 'timed out',
    cancelled: 'cancelled',
    interrupted: 'interrupted',
    errored: 'errored',
    skipped: 'skipped',
  } satisfies Record<Verdict | 'idle' | 'queued' | 'running' | 'stale', string>,
  checkOnly: 'Check only',
  checkOnlyStep: (ordinal: number, id: string) => `Check only, step ${ordinal}: ${id}`,
  checked: (state: string) => `${state}, checked only`,
  waitsForTyped: 'waits for a command typed in the terminal',
  terminal: 'Terminal',
  input: 'Type here what it asks for',
  hiddenInput: 'Type here what it asks for. Your text stays hidden',
  inputOf: (ordinal: number) => `Input for the command of step ${ordinal}`,
  inputSend: 'Send',
  interrupt: 'Ctrl-C',
  interruptStep: (ordinal: number) => `Interrupt the command of step ${ordinal} (Ctrl-C)`,
  /** Said before a heading in the contents, where sighted readers see a mark. */
  sections: {
    bare: '',
    none: '',
    running: 'running: ',
    failed: 'not passed: ',
    differs: 'differs: ',
    stale: 'stale: ',
    part: 'partly passed: ',
    passed: 'passed: ',
  },
  exitOnlyPassed: 'passed, exit status only',
  failedWith: (exit: number) => `failed, exit status ${exit}`,
  asPrinted: 'as printed on this page',
  comparison: 'What the page prints and what came, side by side',
  attempt: (attempt: number) => `asked again, attempt ${attempt}`,
  asksOver: (attempts: number, time: string) => `asked ${counted(attempts, 'time')} over ${time}`,
  noOutput: 'no output',
  next: 'What to do next:',
  notRun: (notRun: readonly CommandNotRun[] | undefined) => notRunSentence(notRun, { lines: false }),
  moreSentences: (count: number) => `and ${count} more`,

  page: 'page',
  yours: 'yours',
  missingRow: 'not in yours',
  extraRow: 'not on the page',
  differs: 'differs',
  sameLines: (count: number) => `${counted(count, 'line')} as printed`,
  elidedLines: (count: number) => `… ${counted(count, 'line')} left out on the page`,

  stoppedAt: (ordinal: number, id: string, state: string) => `Stopped at step ${ordinal}, ${id}: ${state}.`,
  retry: (ordinal: number) => `Run step ${ordinal} again`,
  skipTo: (ordinal: number) => `Skip it, go on from step ${ordinal}`,
  planTitle: { all: 'Run all', 'from-here': 'Run from here', 'to-here': 'Run to here' },
  planSteps: 'Steps of this run',
  planStep: (ordinal: number, id: string) => `${ordinal} ${id}`,
  planDoes: { run: 'runs', holds: 'has passed and still holds: not run again', skip: 'is skipped' },
  planDeletes: 'deletes:',
  planSummary: ({
    run,
    holds,
    skip,
    deletes,
    time,
  }: {
    run: number;
    holds: number;
    skip: number;
    deletes: number;
    time: string;
  }) =>
    `${[
      `${counted(run, 'step runs', 'steps run')}${time ? `, usually ${time} in all` : ''}`,
      holds && counted(holds, 'holds already', 'hold already'),
      skip && counted(skip, 'is skipped', 'are skipped'),
      deletes && counted(deletes, 'deletes something', 'delete something'),
    ]
      .filter(Boolean)
      .join('; ')}. A run stops at the first step that does not pass.`,
  planStart: 'Start',
  planCancel: 'Cancel',
  exportAs: { markdown: 'Export as Markdown', json: 'Export as JSON' },
  exportTitle: (guide: string) => `A run of ${guide}`,
  more: 'More',
  moreLabel: (ordinal: number, id: string) => `More ways to run step ${ordinal}: ${id}`,
  keysButton: 'Keys',
  keysTitle: 'Keys',
  keysClose: 'Close',
  keys: {
    next: 'next step',
    previous: 'previous step',
    run: 'run the step',
    toHere: 'run to here',
    stop: 'stop',
    copy: 'copy the commands',
    terminal: 'open the terminal',
    help: 'these keys',
  },
  site: {
    building: (files: readonly string[]) =>
      `${files.length === 0 ? '' : `Changed: ${shortList(files)}. `}The pages are being built again. ` +
      'You can use this page meanwhile.',
    saved: 'This page was saved and built again. Reload it to see the new text.',
    savedBefore: 'An earlier save of this page is built. Reload it to see that text.',
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
  },
  gone: (time: string) =>
    `The runner has not answered since ${time}. If it was stopped, start it again with \`npm start\`; ` +
    'until then the page shows what it last knew.',

  pairAgain: 'The runner was started again. Pair this tab again: open the address that it printed.',
  pillVersions: ({ kubernetes, istio }: TargetVersions) =>
    [kubernetes && `Kubernetes ${kubernetes}`, istio && `Istio ${istio}`].filter(Boolean).join(' · '),
  reconnecting: (seconds: number) =>
    seconds > 0 ? `Connection lost. Trying again in ${seconds} s.` : 'Connection lost. Trying again.',
  notReached: 'The runner could not be reached. Nothing was started.',
  phases: { recorded: 'recorded', preparing: 'preparing', live: 'live', broken: 'not working' },
  preparing: (name: string) => `The cluster “${name}” is being prepared. The page turns live by itself.`,
  parts: { waiting: 'waiting', running: 'running', done: 'done', failed: 'failed' },
  partTime: (elapsed: string, usual: string) => `${elapsed} of usually ${usual}`,
  sessionLost: (steps: string) => (steps ? `What these steps had set is gone: ${steps}.` : ''),

  evidenceDetail: 'What the cluster says',
  changes: (changes: readonly Change[]) =>
    sentenceCase(
      changeGroups(changes)
        .map(({ op, names, more }) => `${op} ${names}${more}`)
        .concat(undeclaredWords(changes))
        .join('; '),
    ),
  changedObject: ({ op, undeclared, ...object }: Change) =>
    `${op} ${objectName(object)}${undeclared ? ', which the guide does not declare' : ''}`,
  path: {
    noSidecar: 'no sidecar',
    sidecar: 'sidecar',
    proxy: (added: number) => (added === 0 ? 'istio-proxy' : `added ${counted(added, 'header')}`),
    noService: 'no service',
    backing: ({ type, backing, addresses }: PathService) =>
      ({
        alias: type,
        pods: `${type}, pods`,
        nothing: `${type}, no endpoints`,
        addresses: counted(addresses.length, 'address', 'addresses'),
      })[backing],
    answered: (status: number | undefined) => (status === undefined ? 'answered' : `HTTP ${status}`),
    noAnswer: 'no answer',
    hops: { source: 'the source pod', sidecar: 'the sidecar', service: 'the service', host: 'the host' },
    sentence: pathSentence,
    ofRequest: (sentence: string) => `The request: ${sentence}`,
    drawn: 'See it drawn.',
    ofStep: (ordinal: number, sentence: string) => `Last request, step ${ordinal}: ${sentence}`,
  },

  announceStarted: (ordinal: number) => `Step ${ordinal} started.`,
  announceEnded: (ordinal: number, state: string) => `Step ${ordinal} ${state}.`,
} as const;

/** The terminal's, loaded with it. */
export const terminalUi = {
  title: 'Terminal',
  screen: 'What the terminal shows. Keys go to the command that runs; Shift and Tab lead out.',
  hint: 'the shell that the steps run in',
  close: 'Close',
  command: 'Type a command',
  toCommand: 'Type to the command that runs',
  toHidden: 'Type to the command that runs. Your text stays hidden',
  interrupt: 'Ctrl-C',
  unfinished: 'The command goes on. Type the rest; two empty lines run it as it is.',
  typedRuns: 'A command runs. Steps wait for it.',
  stepRuns: (ordinal: number) => `Step ${ordinal} runs. What you type goes to it.`,
} as const;

/** What Starlight's own parts say otherwise than by themselves. */
export const starlightUi = {
  'search.label': 'Search guides and commands',
} as const;

/** `a, b, c and 2 more`. */
function shortList(names: readonly string[]): string {
  const most = 3;
  return `${names.slice(0, most).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`;
}

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

/** `created` Service a, Service b; the rest counted. */
function changeGroups(changes: readonly Change[]): { op: string; names: string; more: string }[] {
  const most = 3;
  return (['created', 'changed', 'deleted'] as const).flatMap((op) => {
    const own = changes.filter((change) => change.op === op);
    if (own.length === 0) return [];
    const names = own.slice(0, most).map(({ kind, name }) => `${kind} ${name}`);
    return [{ op, names: names.join(', '), more: own.length > most ? ` and ${own.length - most} more` : '' }];
  });
}

/** How many of the changes are to something that the guide does not declare. */
function undeclaredWords(changes: readonly Change[]): string[] {
  const count = changes.filter(({ undeclared }) => undeclared).length;
  return count === 0
    ? []
    : [
        'the guide does not declare ' +
          `${changes.length === 1 ? 'it' : count === changes.length ? 'them' : `${count} of them`}`,
      ];
}

function pathSentence({ source, sidecar, service, host, reached, answer }: RequestPath): string {
  const parts = [`${source.container} in ${source.namespace} sent it${sidecar ? '' : ' without a sidecar'}`];
  const passedOn = answer.kind === 'answered' && reached !== 'sidecar';
  if (sidecar && passedOn)
    parts.push(
      'its sidecar passed it ' +
        `on${answer.envoyHeaders.length > 0 ? ` and added ${answer.envoyHeaders.join(' and ')}` : ''}`,
    );
  if (service) parts.push(serviceWords(service, host));
  if (answer.kind === 'failed') parts.push(`it got as far as ${runUi.path.hops[reached]}: ${answer.text}`);
  else if (passedOn)
    parts.push(`${host} answered${answer.status === undefined ? '' : ` with HTTP ${answer.status}`}`);
  else
    parts.push(
      `the sidecar answered in its stead${answer.status === undefined ? '' : ` with HTTP ${answer.status}`}`,
    );
  return `${parts.join('; ')}.`;
}

function serviceWords({ name, backing, addresses }: PathService, host: string): string {
  switch (backing) {
    case 'alias':
      return `${name} is another name for ${host}`;
    case 'addresses':
      return `${name} stands for ${addresses.join(' and ')}`;
    case 'pods':
      return `${name} stands for its pods`;
    case 'nothing':
      return `${name} stands for nothing, it has no endpoints`;
  }
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
