import type { Choice, ExpectedExit, Role, TargetVersions } from '../guide/model.ts';
import { counted } from '../guide/text/counted.ts';

/** The words of the built pages. The small script that each page has finds its own words in the page. */
export const pageUi = {
  siteTitle: 'Guiderail',
  siteDescription: 'Documentation whose commands are true.',
  firstPage: 'Overview',
  pages: 'Pages',
  guides: 'Guides',
  errors: {
    title: 'Errors',
    description: 'All errors by their codes: what happened, why, and what to do.',
    introduction:
      'Each error message says what happened, where, and what to do, and ends with a code in brackets. ' +
      'This page explains each code.',
    next: 'What to do',
  },

  steps: (count: number) => counted(count, 'step'),
  usually: (time: string) => `usually ${time}`,
  verified: (date: string, versions: string) => `Verified ${date} on ${versions}`,
  lastUpdated: 'Last updated',
  changedSince: (count: number) => `${counted(count, 'step')} changed since then`,
  recorded: (date: string, versions: string) => `Recorded on ${date} with ${versions}`,
  noRecordedOutput: 'no output',
  versions: ({ kubernetes, istio }: TargetVersions) =>
    [kubernetes && `Kubernetes ${kubernetes}`, istio && `Istio ${istio}`].filter(Boolean).join(', '),

  printedHere: 'printed on this page',
  nothingPrinted: 'no output printed on this page',
  exitOnly: 'only the exit status is judged',
  printedFor: (range: string) => versionRange(range),
  printedOtherwise: 'Any other version',
  printedEither: (at: number) => `Output ${at + 1}`,
  printedChoices: 'Possible outputs',
  onlyFor: (range: string) => `Only for ${versionRange(range)}`,
  neverRun: (reason: string) => `Shown, but never run: ${reason}`,
  exits: (exit: ExpectedExit) =>
    exit === 'nonzero'
      ? 'Expected to fail, with any exit status except 126 and 127'
      : `Expected to end with exit status ${exit}`,
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
    title: 'The path of a request out of the cluster',
    caption:
      'A request leaves its pod, passes the sidecar if there is one, and goes to a service that stands ' +
      'for a host outside the cluster. With a runner, this drawing shows the last request.',
    hops: {
      source: { title: 'source pod', note: 'curl' },
      sidecar: { title: 'sidecar', note: 'or none' },
      service: { title: 'service', note: 'alias or addresses' },
      host: { title: 'external host', note: 'outside the cluster' },
    },
  },

  pairNotice: 'A runner serves this page. Pair this tab: open the address that “npm start” printed.',
} as const;

/** Replaces texts of Starlight's own components. */
export const starlightUi = {
  'search.label': 'Search guides and commands',
} as const;

/** `istio>=1.21` as people write it: `Istio ≥ 1.21`. */
function versionRange(range: string): string {
  return range
    .replace(/\bistio\b/, 'Istio ')
    .replace(/\bkubernetes\b/, 'Kubernetes ')
    .replace(/\s+/g, ' ')
    .replace('>=', '≥ ')
    .replace('<=', '≤ ')
    .replace(/([<>=])(\d)/, '$1 $2');
}
