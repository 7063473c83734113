import { stepUi } from '../../strings/step.ts';
import { button, menu, show } from '../elements.ts';
import type { StepOnPage } from '../state/page-model.ts';
import type { StepState } from '../state/page-state.ts';

export interface ButtonActions {
  readonly run: () => void;
  readonly runToHere: () => void;
  readonly runFromHere: () => void;
  readonly checkOnly: () => void;
  readonly stop: () => void;
}

/** The buttons of one step: *Run* and a list of other ways to run, or *Stop* while it runs or is queued. */
export class StepButtons {
  readonly #step: StepOnPage;
  readonly #run: HTMLButtonElement;
  readonly #toHere: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  /** Opens the list of the other ways to run. */
  readonly #more: HTMLButtonElement;

  constructor(step: StepOnPage, place: HTMLElement, actions: ButtonActions) {
    const { ordinal, id } = step;
    this.#step = step;
    this.#run = button(stepUi.run, {
      action: 'run',
      name: stepUi.runStep(stepUi.run, ordinal, id),
      look: 'primary',
      press: actions.run,
    });
    this.#toHere = button(stepUi.runToHere, {
      action: 'run-to-here',
      name: stepUi.toHereStep(ordinal, id),
      press: actions.runToHere,
    });
    const fromHere = button(stepUi.runFromHere, {
      action: 'run-from-here',
      name: stepUi.fromHereStep(ordinal, id),
      press: actions.runFromHere,
    });
    const checkOnly = button(stepUi.checkOnly, {
      action: 'check-only',
      name: stepUi.checkOnlyStep(ordinal, id),
      press: actions.checkOnly,
    });
    this.#stop = button(stepUi.stop, {
      action: 'stop',
      name: stepUi.runStep(stepUi.stop, ordinal, id),
      press: actions.stop,
    });
    this.#more = menu('', [this.#toHere, fromHere, ...(step.reads ? [checkOnly] : [])], {
      action: 'more',
      name: stepUi.moreLabel(ordinal, id),
    });
    const shown = [this.#run, this.#stop, this.#more];
    for (const each of shown) each.hidden = true;
    place.append(...shown);
  }

  /** `live`: steps can run; `running`: the ordinal of the step that runs. */
  update(state: StepState, { live, running }: { live: boolean; running: number | undefined }): void {
    const active = state.phase === 'queued' || state.phase === 'running';
    if (!active) this.#labelRun(state, running);
    // We show buttons before we hide others, so that a hidden button can pass its focus on.
    if (active) show(this.#stop, live);
    show(this.#run, live && !active, this.#stop);
    show(this.#more, live && !active, active ? this.#stop : this.#run);
    this.#toHere.hidden = state.phase === 'passed';
    if (!active) show(this.#stop, false, this.#run);
  }

  #labelRun({ startedAt }: StepState, running: number | undefined): void {
    const title = running === undefined ? '' : stepUi.waitsTitle(running);
    if (this.#run.title !== title) for (const each of [this.#run, this.#more]) each.title = title;
    const label = startedAt === undefined ? stepUi.run : stepUi.runAgain;
    if (this.#run.textContent === label) return;
    this.#run.textContent = label;
    this.#run.setAttribute('aria-label', stepUi.runStep(label, this.#step.ordinal, this.#step.id));
  }
}
