import { duration } from '../../format.ts';
import type { CommandResult } from '../../guide/result.ts';
import { stepUi } from '../../strings/step.ts';
import type { Refused } from '../connection/runner-api.ts';
import { element, icon, prose } from '../elements.ts';
import type { StepOnPage } from '../state/page-model.ts';
import { idleStep, type StepState } from '../state/page-state.ts';
import { effectsView } from './effects-view.ts';
import { FootView } from './foot-view.ts';
import { outcomeView } from './outcome-view.ts';
import { OutputView } from './output-view.ts';
import { type ButtonActions, StepButtons } from './step-buttons.ts';
import { StepInput } from './step-input.ts';

/** The facts about the rest of the page that each step needs. */
export interface Surroundings {
  /** A cluster is ready, so that steps can run. */
  readonly live: boolean;
  /** Events from the runner arrive. */
  readonly connected: boolean;
  /** Ordinal of the step that runs now. */
  readonly running: number | undefined;
  /** A command typed in the terminal runs. */
  readonly typing: boolean;
}

export interface StepActions extends ButtonActions {
  /** Types text to the command of the step. */
  readonly input: (text: string) => Promise<Refused>;
}

/** Shows the state of one step. */
export class StepView {
  #step: StepOnPage;
  #state: StepState = idleStep;
  #around: Surroundings = { live: false, connected: true, running: undefined, typing: false };
  #node: HTMLElement;
  /** The node on the rail shows the step's number, and not an icon of its state. */
  #numbered = true;
  #foot: FootView;
  /** The start of its run as a time of `performance.now()`: the clock of the machine may be changed. */
  #beganMs: number | undefined;
  #outcome: HTMLElement;
  #refusal: string | undefined;
  #outputs: OutputView[];
  #prints: boolean;
  #input: StepInput;
  #buttons: StepButtons | undefined;

  constructor(step: StepOnPage, actions: StepActions) {
    const find = (selector: string) => step.root.querySelector<HTMLElement>(selector) ?? element('div');
    this.#step = step;
    this.#node = find('.node');
    this.#foot = new FootView(find('[data-foot]'));
    this.#outcome = find('[data-outcome]');
    const entries = [...step.root.querySelectorAll<HTMLElement>('[data-command]')];
    this.#outputs = entries.map(
      (entry) => new OutputView(entry, `${stepUi.yours}: ${stepUi.stepName(step.ordinal, step.id)}`),
    );
    this.#prints = entries.some((entry) => entry.querySelector('[data-printed]'));
    this.#input = new StepInput(step, actions.input);
    if (!step.skip) this.#buttons = new StepButtons(step, find('[data-actions]'), actions);
  }

  /** Shows the run buttons only while steps can run. */
  setSurroundings(around: Surroundings): void {
    const { live, connected, running, typing } = this.#around;
    if (
      live === around.live &&
      connected === around.connected &&
      running === around.running &&
      typing === around.typing
    )
      return;
    this.#around = around;
    // Only the foot of a queued or running step depends on the surroundings.
    if (this.#isActive()) this.#showFoot();
    this.#buttons?.update(this.#state, this.#around);
  }

  refuse(sentence: string | undefined): void {
    this.#refusal = sentence;
    this.#showOutcome();
  }

  /**
   * Shows the state. Returns `true` if some output is left for the next frame. A run id is unique within its
   * `epoch`.
   */
  update(state: StepState, epoch: string): boolean {
    const isOutputLeft = this.#outputs
      .map((output, at) => output.update(state.commands[at], `${epoch} ${state.run}`))
      .includes(true);
    if (state === this.#state) return isOutputLeft;
    const { phase, result, stale, startedAt, run } = this.#state;
    if (state.startedAt !== startedAt) this.#beganMs = beganMs(state);
    this.#state = state;
    if (state.run !== run) this.#step.root.dataset.run = state.run ?? '';
    this.#showFoot();
    this.#input.update(state);
    if (state.phase !== phase || state.result !== result || state.stale !== stale) {
      if (state.phase === 'queued' || state.phase === 'running') this.#refusal = undefined;
      this.#step.root.dataset.state = state.phase;
      this.#showNode();
      this.#buttons?.update(this.#state, this.#around);
      this.#showOutcome();
    }
    return isOutputLeft;
  }

  tick(): void {
    if (this.#state.phase === 'running' && this.#around.connected) this.#foot.tick(this.#elapsed());
  }

  #elapsed(): string {
    const elapsed = duration(this.#beganMs === undefined ? 0 : performance.now() - this.#beganMs);
    return this.#step.usualMs === undefined
      ? elapsed
      : `${elapsed} · ${stepUi.usually(duration(this.#step.usualMs))}`;
  }

  #showNode(): void {
    const { phase } = this.#state;
    const numbered = phase === 'idle' || phase === 'running' || phase === 'queued';
    if (numbered && this.#numbered) return;
    this.#node.replaceChildren(numbered ? String(this.#step.ordinal) : icon(phase));
    this.#numbered = numbered;
  }

  #showFoot(): void {
    const waits = this.#state.phase === 'queued' ? this.#waits() : '';
    this.#foot.update(this.#state, {
      lost: this.#isUnknown(),
      waits,
      elapsed: this.#elapsed(),
      prints: this.#prints,
    });
  }

  #waits(): string {
    const { running, typing } = this.#around;
    if (running !== undefined) return `, ${stepUi.waitsFor(running)}`;
    return typing ? `, ${stepUi.waitsForTyped}` : '';
  }

  #isActive(): boolean {
    return this.#state.phase === 'queued' || this.#state.phase === 'running';
  }

  #isUnknown(): boolean {
    return this.#state.phase === 'running' && !this.#around.connected;
  }

  #showOutcome(): void {
    const { result, commands, phase, stale } = this.#state;
    const reason =
      stale &&
      element(
        'div',
        { class: 'outcome', 'data-stale': '', 'data-tone': 'warn' },
        element('p', {}, ...prose(stale)),
      );
    const refusal =
      this.#refusal &&
      element('div', { class: 'outcome', 'data-refusal': '' }, element('p', {}, ...prose(this.#refusal)));
    const ended = commands
      .map((command) => command.result)
      .filter((each): each is CommandResult => each !== undefined);
    const shown = phase === 'queued' || phase === 'running' ? undefined : result;
    const parts = [refusal, reason, shown && outcomeView(shown, ended), shown && effectsView(shown)];
    const shownParts = parts.filter((part) => part instanceof HTMLElement);
    if (shownParts.length > 0 || this.#outcome.hasChildNodes()) this.#outcome.replaceChildren(...shownParts);
  }
}

function beganMs({ startedAt }: StepState): number | undefined {
  return startedAt === undefined
    ? undefined
    : performance.now() - Math.max(0, Date.now() - Date.parse(startedAt));
}
