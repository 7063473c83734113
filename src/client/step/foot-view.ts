import { duration } from '../../format.ts';
import { runUi } from '../../strings.ts';
import { element, icon, mark, prose, write } from '../elements.ts';
import type { StepState } from '../state/page-state.ts';
import { isBrief } from './outcome-view.ts';

/** What the foot says beside the state itself. */
export interface FootFacts {
  /** It ran when the connection was cut: nobody knows what it does now. */
  readonly lost: boolean;
  /** What a queued step waits for, from a comma on; else empty. */
  readonly waits: string;
  /** Of a running step. */
  readonly elapsed: string;
  /** The page prints what it puts out. */
  readonly prints: boolean;
}

/**
 * The line below a step's commands: the verdict in words, how long it took, how often it was asked. As built
 * while the step is idle. Its nodes stay and their texts change: a node that comes makes the browser ask anew
 * what the rules with `:has()` say of all around it.
 */
export class FootView {
  #root: HTMLElement;
  #printed: readonly Node[];
  #shown: readonly Node[];
  #icon = icon('');
  #words = element('span');
  #verdict = element('span', { class: 'verdict', 'data-verdict': '' }, this.#icon, this.#words);
  #time = element('span');
  #attempts = element('span');
  #brief = element('span');
  #right = element('span', { class: 'right' }, runUi.asPrinted);

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#printed = [...root.childNodes];
    this.#shown = this.#printed;
  }

  update(state: StepState, facts: FootFacts): void {
    this.#place(state.phase === 'idle' ? this.#printed : this.#partsOf(state, facts));
  }

  tick(elapsed: string): void {
    write(this.#time, elapsed);
  }

  #partsOf(state: StepState, { lost, waits, elapsed, prints }: FootFacts): readonly Node[] {
    const { phase, result } = state;
    mark(this.#verdict, 'state', phase);
    mark(this.#icon, 'icon', lost ? 'timed-out' : phase);
    write(this.#words, lost ? runUi.lostSight : `${stateWords(state, prints)}${waits}`);
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
      [this.#right, phase === 'passed' && prints && !result?.checked],
    ];
    return parts.filter(([, said]) => said).map(([part]) => part);
  }

  #place(parts: readonly Node[]): void {
    if (parts.length === this.#shown.length && parts.every((part, at) => part === this.#shown[at])) return;
    this.#shown = parts;
    this.#root.replaceChildren(...parts);
    this.#root.toggleAttribute('data-as-printed', parts.includes(this.#right));
  }
}

/** The verdict in the glossary's words. */
function stateWords({ phase, commands, result }: StepState, prints: boolean): string {
  if (result?.checked && phase === result.verdict) return runUi.checked(runUi.states[phase]);
  if (phase === 'passed' && !prints) return runUi.exitOnlyPassed;
  const exit = commands.find(({ result }) => result?.verdict === 'failed')?.result?.exit;
  return phase === 'failed' && exit !== undefined ? runUi.failedWith(exit) : runUi.states[phase];
}

function attemptWords({ phase, commands }: StepState): string {
  const last = commands.at(-1);
  if (phase === 'running') return last && last.attempt > 1 ? runUi.attempt(last.attempt) : '';
  const asked = commands.filter(({ attempt, result }) => result && attempt > 1);
  return asked.map(({ attempt, result }) => runUi.asksOver(attempt, duration(result?.ms ?? 0))).join(', ');
}
