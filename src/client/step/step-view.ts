import { duration } from '../../format.ts';
import type { CommandResult } from '../../guide/result.ts';
import { runUi } from '../../strings.ts';
import { button, element, icon, menu, prose, show } from '../elements.ts';
import type { StepOnPage } from '../state/page-model.ts';
import type { Refused } from '../state/runner-api.ts';
import { idleStep, type StepState } from '../state/state.ts';
import { FootView } from './foot-view.ts';
import { outcomeView } from './outcome-view.ts';
import { OutputView } from './output-view.ts';
import { seenView } from './seen-view.ts';
import { StepInput } from './step-input.ts';

/** What every step must know of the page. */
export interface Surroundings {
  /** There is something to run on. */
  readonly live: boolean;
  /** Events arrive. */
  readonly connected: boolean;
  /** Ordinal of the step that runs now. */
  readonly running: number | undefined;
  /** A command typed in the terminal runs. */
  readonly typing: boolean;
}

export interface StepActions {
  readonly run: () => void;
  readonly runToHere: () => void;
  readonly runFromHere: () => void;
  readonly checkOnly: () => void;
  readonly stop: () => void;
  readonly input: (text: string) => Promise<Refused>;
}

/** One step of the page, kept like its state. */
export class StepView {
  #step: StepOnPage;
  #state: StepState = idleStep;
  #around: Surroundings = { live: false, connected: true, running: undefined, typing: false };
  #node: HTMLElement;
  /** The node shows the step's number, and no sign of its state. */
  #numbered = true;
  #foot: FootView;
  /** When its run began, by `performance.now()`: the clock may be set anew while it goes on. */
  #beganMs: number | undefined;
  #outcome: HTMLElement;
  #refusal: string | undefined;
  #outputs: OutputView[];
  #prints: boolean;
  #input: StepInput;
  #buttons: ReturnType<typeof addButtons> | undefined;

  constructor(step: StepOnPage, actions: StepActions) {
    const find = (selector: string) => step.root.querySelector<HTMLElement>(selector) ?? element('div');
    this.#step = step;
    this.#node = find('.node');
    this.#foot = new FootView(find('[data-foot]'));
    this.#outcome = find('[data-outcome]');
    const entries = [...step.root.querySelectorAll<HTMLElement>('[data-command]')];
    this.#outputs = entries.map(
      (entry) => new OutputView(entry, `${runUi.yours}: ${runUi.stepName(step.ordinal, step.id)}`),
    );
    this.#prints = entries.some((entry) => entry.querySelector('[data-printed]'));
    this.#input = new StepInput(step, actions.input);
    if (!step.skip) this.#buttons = addButtons(step, find('[data-actions]'), actions);
  }

  /** Run buttons are there only while there is something to run on. */
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
    // The foot of any other says nothing of them.
    if (this.#isActive()) this.#showFoot();
    this.#showButtons();
  }

  refuse(sentence: string | undefined): void {
    this.#refusal = sentence;
    this.#showOutcome();
  }

  /** `true` when output is left to be written in the next frame. Run ids are of their `epoch`. */
  update(state: StepState, epoch: string): boolean {
    const more = this.#outputs
      .map((output, at) => output.update(state.commands[at], `${epoch} ${state.run}`))
      .includes(true);
    if (state === this.#state) return more;
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
      this.#showButtons();
      this.#showOutcome();
    }
    return more;
  }

  tick(): void {
    if (this.#state.phase === 'running' && this.#around.connected) this.#foot.tick(this.#elapsed());
  }

  #elapsed(): string {
    const elapsed = duration(this.#beganMs === undefined ? 0 : performance.now() - this.#beganMs);
    return this.#step.usualMs === undefined
      ? elapsed
      : `${elapsed} · ${runUi.usually(duration(this.#step.usualMs))}`;
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
      lost: this.#isLost(),
      waits,
      elapsed: this.#elapsed(),
      prints: this.#prints,
    });
  }

  #waits(): string {
    const { running, typing } = this.#around;
    if (running !== undefined) return `, ${runUi.waitsFor(running)}`;
    return typing ? `, ${runUi.waitsForTyped}` : '';
  }

  #isActive(): boolean {
    return this.#state.phase === 'queued' || this.#state.phase === 'running';
  }

  #isLost(): boolean {
    return this.#state.phase === 'running' && !this.#around.connected;
  }

  #showOutcome(): void {
    const { result, commands, phase, stale } = this.#state;
    const why =
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
    const parts = [refusal, why, shown && outcomeView(shown, ended), shown && seenView(shown)];
    const shownParts = parts.filter((part) => part instanceof HTMLElement);
    if (shownParts.length > 0 || this.#outcome.hasChildNodes()) this.#outcome.replaceChildren(...shownParts);
  }

  #showButtons(): void {
    if (!this.#buttons) return;
    const { run, toHere, stop, more } = this.#buttons;
    const { phase } = this.#state;
    const { live, running } = this.#around;
    const active = this.#isActive();
    const title = running === undefined ? '' : runUi.waitsTitle(running);
    if (!active && run.title !== title) for (const each of [run, more]) each.title = title;
    const label = this.#state.startedAt === undefined ? runUi.run : runUi.runAgain;
    if (!active && run.textContent !== label) {
      run.textContent = label;
      run.setAttribute('aria-label', runUi.runStep(label, this.#step.ordinal, this.#step.id));
    }
    // What is to be seen first: the one that goes can then hand its focus over.
    if (active) show(stop, live);
    show(run, live && !active, stop);
    show(more, live && !active, active ? stop : run);
    toHere.hidden = phase === 'passed';
    if (!active) show(stop, false, run);
  }
}

function addButtons(
  step: StepOnPage,
  place: HTMLElement,
  { run, runToHere, runFromHere, checkOnly, stop }: StepActions,
) {
  const { ordinal, id } = step;
  const look = 'primary';
  const buttons = {
    run: button(runUi.run, { action: 'run', name: runUi.runStep(runUi.run, ordinal, id), look, press: run }),
    toHere: button(runUi.runToHere, {
      action: 'run-to-here',
      name: runUi.toHereStep(ordinal, id),
      press: runToHere,
    }),
    fromHere: button(runUi.runFromHere, {
      action: 'run-from-here',
      name: runUi.fromHereStep(ordinal, id),
      press: runFromHere,
    }),
    stop: button(runUi.stop, { action: 'stop', name: runUi.runStep(runUi.stop, ordinal, id), press: stop }),
  };
  const check = button(runUi.checkOnly, {
    action: 'check-only',
    name: runUi.checkOnlyStep(ordinal, id),
    press: checkOnly,
  });
  const more = menu('', [buttons.toHere, buttons.fromHere, ...(step.reads ? [check] : [])], {
    action: 'more',
    name: runUi.moreLabel(ordinal, id),
  });
  for (const each of [buttons.run, buttons.stop, more]) each.hidden = true;
  place.append(buttons.run, buttons.stop, more);
  return { ...buttons, more };
}

function beganMs({ startedAt }: StepState): number | undefined {
  return startedAt === undefined
    ? undefined
    : performance.now() - Math.max(0, Date.now() - Date.parse(startedAt));
}
