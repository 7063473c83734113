import { duration } from '../format.ts';
import type { CommandResult } from '../guide/protocol.ts';
import { runUi } from '../strings.ts';
import { button, element, icon, prose, show } from './elements.ts';
import { isBrief, outcomeView } from './outcome-view.ts';
import { OutputView } from './output-view.ts';
import type { StepOnPage } from './page-model.ts';
import { idleStep, type StepState } from './state.ts';

export interface StepActions {
  readonly run: () => void;
  readonly runToHere: () => void;
  readonly stop: () => void;
}

/** One step of the page, kept like its state. */
export class StepView {
  #step: StepOnPage;
  #state: StepState = idleStep;
  #live = false;
  #node: HTMLElement;
  #foot: HTMLElement;
  #printedFoot: Node[];
  #time = element('span');
  #outcome: HTMLElement;
  #refusal: string | undefined;
  #outputs: OutputView[];
  #prints: boolean;
  #buttons: { readonly run: HTMLButtonElement; readonly toHere: HTMLButtonElement; readonly stop: HTMLButtonElement } | undefined;

  constructor(step: StepOnPage, actions: StepActions) {
    const find = (selector: string) => step.root.querySelector<HTMLElement>(selector) ?? element('div');
    this.#step = step;
    this.#node = find('.node');
    this.#foot = find('[data-foot]');
    this.#printedFoot = [...this.#foot.childNodes];
    this.#outcome = find('[data-outcome]');
    const entries = [...step.root.querySelectorAll<HTMLElement>('[data-command]')];
    this.#outputs = entries.map((entry) => new OutputView(entry, `${runUi.yours}: ${runUi.stepName(step.ordinal, step.id)}`));
    this.#prints = entries.some((entry) => entry.querySelector('[data-printed]'));
    if (!step.skip) this.#buttons = addButtons(step, find('[data-actions]'), actions);
  }

  /** Run buttons are there only while there is something to run on. */
  setLive(live: boolean): void {
    this.#live = live;
    this.#showButtons();
  }

  refuse(sentence: string | undefined): void {
    this.#refusal = sentence;
    this.#showOutcome();
  }

  /** `true` when output is left to be written in the next frame. Run ids are of their `epoch`. */
  update(state: StepState, epoch: string): boolean {
    const more = this.#outputs.map((output, at) => output.update(state.commands[at], `${epoch} ${state.run}`)).includes(true);
    if (state === this.#state) return more;
    const { phase, result } = this.#state;
    this.#state = state;
    this.#showFoot();
    if (state.phase !== phase || state.result !== result) {
      if (state.phase === 'queued' || state.phase === 'running') this.#refusal = undefined;
      this.#step.root.dataset.state = state.phase;
      this.#showNode();
      this.#showButtons();
      this.#showOutcome();
    }
    return more;
  }

  tick(): void {
    if (this.#state.phase === 'running') this.#time.textContent = this.#elapsed();
  }

  #elapsed(): string {
    const { startedAt } = this.#state;
    const elapsed = duration(startedAt ? Date.now() - Date.parse(startedAt) : 0);
    return this.#step.usualMs === undefined ? elapsed : `${elapsed} · ${runUi.usually(duration(this.#step.usualMs))}`;
  }

  #showNode(): void {
    const { phase } = this.#state;
    const numbered = phase === 'idle' || phase === 'running' || phase === 'queued';
    this.#node.replaceChildren(numbered ? String(this.#step.ordinal) : icon(phase));
  }

  #showFoot(): void {
    const { phase } = this.#state;
    if (phase === 'idle') {
      this.#foot.replaceChildren(...this.#printedFoot);
      return;
    }
    const verdict = element('span', { class: 'verdict', 'data-state': phase, 'data-verdict': '' }, icon(phase), stateWords(this.#state, this.#prints));
    const time = this.#timeWords();
    this.#time = element('span', {}, time);
    const { result } = this.#state;
    const brief = result?.message && isBrief(result) ? element('span', {}, ...prose(result.message)) : undefined;
    const right = phase === 'passed' && this.#prints ? element('span', { class: 'right' }, runUi.asPrinted) : undefined;
    this.#foot.replaceChildren(
      ...[verdict, time === '' ? undefined : this.#time, attemptWords(this.#state), brief, right].filter((part) => part !== undefined),
    );
  }

  #timeWords(): string {
    const { phase, result } = this.#state;
    if (phase === 'running') return this.#elapsed();
    return result && result.ms > 0 ? duration(result.ms) : '';
  }

  #showOutcome(): void {
    const { result, commands, phase } = this.#state;
    const refusal = this.#refusal && element('div', { class: 'outcome', 'data-refusal': '' }, element('p', {}, ...prose(this.#refusal)));
    const ended = commands.map((command) => command.result).filter((each): each is CommandResult => each !== undefined);
    const outcome = result && phase !== 'queued' && phase !== 'running' ? outcomeView(result, ended) : undefined;
    this.#outcome.replaceChildren(...[refusal, outcome].filter((part) => part instanceof HTMLElement));
  }

  #showButtons(): void {
    if (!this.#buttons) return;
    const { run, toHere, stop } = this.#buttons;
    const { phase } = this.#state;
    const active = phase === 'queued' || phase === 'running';
    const label = this.#state.startedAt === undefined ? runUi.run : runUi.runAgain;
    if (!active && run.textContent !== label) {
      run.textContent = label;
      run.setAttribute('aria-label', runUi.runStep(label, this.#step.ordinal, this.#step.id));
    }
    // What is to be seen first: the one that goes can then hand its focus over.
    if (active) show(stop, this.#live);
    show(run, this.#live && !active, stop);
    show(toHere, this.#live && !active && phase !== 'passed', active ? stop : run);
    if (!active) show(stop, false, run);
  }
}

function addButtons(step: StepOnPage, place: HTMLElement, { run, runToHere, stop }: StepActions) {
  const { ordinal, id } = step;
  const look = 'primary';
  const buttons = {
    run: button(runUi.run, { action: 'run', name: runUi.runStep(runUi.run, ordinal, id), look, press: run }),
    toHere: button(runUi.runToHere, { action: 'run-to-here', name: runUi.toHereStep(ordinal, id), press: runToHere }),
    stop: button(runUi.stop, { action: 'stop', name: runUi.runStep(runUi.stop, ordinal, id), press: stop }),
  };
  for (const each of Object.values(buttons)) each.hidden = true;
  place.append(...Object.values(buttons));
  return buttons;
}

/** The verdict in the glossary's words. */
function stateWords({ phase, commands }: StepState, prints: boolean): string {
  if (phase === 'passed' && !prints) return runUi.exitOnlyPassed;
  const exit = commands.find(({ result }) => result?.verdict === 'failed')?.result?.exit;
  return phase === 'failed' && exit !== undefined ? runUi.failedWith(exit) : runUi.states[phase];
}

function attemptWords({ phase, commands }: StepState): HTMLElement | undefined {
  const last = commands.at(-1);
  if (phase === 'running') return last && last.attempt > 1 ? element('span', {}, runUi.attempt(last.attempt)) : undefined;
  const asked = commands.filter(({ attempt, result }) => result && attempt > 1);
  const words = asked.map(({ attempt, result }) => runUi.asksOver(attempt, duration(result?.ms ?? 0)));
  return words.length > 0 ? element('span', {}, words.join(', ')) : undefined;
}
