import { duration } from '../../format.ts';
import { stepUi } from '../../strings/step.ts';
import { element, icon, mark, prose, write } from '../elements.ts';
import type { StepState } from '../state/page-state.ts';
import { isBrief } from './outcome-view.ts';

/** The facts that the foot shows besides the state of the step. */
export interface FootFacts {
  /** The step ran when the connection was lost: its state is not known. */
  readonly lost: boolean;
  /** What a queued step waits for, with a comma before it; otherwise empty. */
  readonly waits: string;
  /** How long a running step has run. */
  readonly elapsed: string;
  /** The page shows an expected output of the step. */
  readonly prints: boolean;
}

/**
 * The line below a step's commands: its verdict in words, how long it took, and how many attempts it needed.
 * While the step is idle, the line is as in the built page. We change the texts of the same nodes: after each
 * added node, the browser evaluates the `:has()` rules around it again.
 */
export class FootView {
  #root: HTMLElement;
  #built: readonly Node[];
  #shown: readonly Node[];
  #icon = icon('');
  #words = element('span');
  #verdict = element('span', { class: 'verdict', 'data-verdict': '' }, this.#icon, this.#words);
  #time = element('span');
  #attempts = element('span');
  #brief = element('span');
  #asPrinted = element('span', { class: 'right' }, stepUi.asPrinted);

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#built = [...root.childNodes];
    this.#shown = this.#built;
  }

  update(state: StepState, facts: FootFacts): void {
    this.#place(state.phase === 'idle' ? this.#built : this.#partsOf(state, facts));
  }

  tick(elapsed: string): void {
    write(this.#time, elapsed);
  }

  #partsOf(state: StepState, { lost, waits, elapsed, prints }: FootFacts): readonly Node[] {
    const { phase, result } = state;
    mark(this.#verdict, 'state', phase);
    mark(this.#icon, 'icon', lost ? 'timed-out' : phase);
    write(this.#words, lost ? stepUi.runningWhenLost : `${stateWords(state, prints)}${waits}`);
    const time = lost
      ? ''
      : phase === 'running'
        ? elapsed
        : result && result.ms > 0
          ? duration(result.ms)
          : '';
    write(this.#time, time);
    const attempts = attemptWords(state);
    write(this.#attempts, attempts);
    const brief = result?.message && isBrief(result) ? result.message : '';
    if (brief !== '') this.#brief.replaceChildren(...prose(brief));
    const parts: [Node, boolean][] = [
      [this.#verdict, true],
      [this.#time, time !== ''],
      [this.#attempts, attempts !== ''],
      [this.#brief, brief !== ''],
      [this.#asPrinted, phase === 'passed' && prints && !result?.checked],
    ];
    return parts.filter(([, isShown]) => isShown).map(([part]) => part);
  }

  #place(parts: readonly Node[]): void {
    if (parts.length === this.#shown.length && parts.every((part, at) => part === this.#shown[at])) return;
    this.#shown = parts;
    this.#root.replaceChildren(...parts);
    this.#root.toggleAttribute('data-as-printed', parts.includes(this.#asPrinted));
  }
}

/** The state or verdict in words. */
function stateWords({ phase, commands, result }: StepState, prints: boolean): string {
  if (result?.checked && phase === result.verdict) return stepUi.checked(stepUi.states[phase]);
  if (phase === 'passed' && !prints) return stepUi.exitOnlyPassed;
  const exit = commands.find(({ result }) => result?.verdict === 'failed')?.result?.exit;
  return phase === 'failed' && exit !== undefined ? stepUi.failedWith(exit) : stepUi.states[phase];
}

function attemptWords({ phase, commands }: StepState): string {
  const last = commands.at(-1);
  if (phase === 'running') return last && last.attempt > 1 ? stepUi.attempt(last.attempt) : '';
  const repeated = commands.filter(({ attempt, result }) => result && attempt > 1);
  return repeated
    .map(({ attempt, result }) => stepUi.attempts(attempt, duration(result?.ms ?? 0)))
    .join(', ');
}
