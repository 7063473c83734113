import type { TargetVersions } from '../guide/model.ts';
import { counted } from '../guide/text/counted.ts';

interface RunCounts {
  readonly done: number;
  readonly total: number;
  readonly running: number;
  readonly differs: number;
  readonly failed: number;
}

/** The words of a page with a runner that are neither in the bar nor at a step. */
export const runUi = {
  /** Before the title of the tab: a mark of the worst state, and how many steps are done. */
  titleMark: ({ done, total, running, differs, failed }: RunCounts) =>
    `${running > 0 ? '▶' : failed > 0 ? '✕' : differs > 0 ? '≠' : done === total ? '✓' : '·'} ` +
    `${done}/${total}`,
  /** Read to screen readers before a heading in the contents, where others see a mark. */
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
  announceStarted: (ordinal: number) => `Step ${ordinal} started.`,
  announceEnded: (ordinal: number, state: string) => `Step ${ordinal} ${state}.`,

  targetPhases: { recorded: 'recorded', preparing: 'preparing', live: 'live', broken: 'not working' },
  targetVersions: ({ kubernetes, istio }: TargetVersions) =>
    [kubernetes && `Kubernetes ${kubernetes}`, istio && `Istio ${istio}`].filter(Boolean).join(' · '),

  keysTitle: 'Keyboard shortcuts',
  keysClose: 'Close',
  keys: {
    next: 'next step',
    previous: 'previous step',
    run: 'run the step',
    toHere: 'run to here',
    stop: 'stop',
    copy: 'copy the commands',
    terminal: 'open the terminal',
    help: 'show this list',
  },

  exportTitle: (guide: string) => `A run of ${guide}`,
  exportExit: (exit: number) => `exit ${exit}`,
  exportAttempts: (attempts: number) => counted(attempts, 'attempt'),
  exportTime: (ms: number) => `${Math.round(ms)} ms`,

  /**
   * Stands in the text of the terminal for characters that did not arrive. The text is collected before the
   * terminal is loaded, so this sentence is not in `terminalUi`.
   */
  terminalGap: (chars: number) =>
    `\r\n\u001b[0m⋯ ${counted(chars, 'character is', 'characters are')} missing here ⋯\r\n`,
} as const;
