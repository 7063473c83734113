import type { RunMode } from '../../guide/protocol.ts';
import { barUi } from '../../strings/bar.ts';
import { confirmPlan } from '../bar/plan-dialog.ts';
import type { Refused, RunnerApi } from '../connection/runner-api.ts';
import type { PageModel, StepOnPage } from '../state/page-model.ts';
import { isDone, type PageState } from '../state/page-state.ts';
import { type Choices, plannedSteps, stepState, stoppedAt } from '../state/progress.ts';

/** Shows the reader why the runner refused a request; `undefined` clears the last refusal. */
export type ShowRefusal = (refused: Refused) => void;

/** The facts that a request is made from, at the moment of the click. */
export interface RequestFacts {
  readonly state: PageState;
  readonly choices: Choices;
}

/** Turns clicks into requests. The runner answers them with events. */
export class RunRequests {
  readonly #page: PageModel;
  readonly #api: RunnerApi;
  readonly #facts: () => RequestFacts;
  readonly #showInBar: ShowRefusal;

  constructor({
    page,
    api,
    facts,
    showInBar,
  }: {
    page: PageModel;
    api: RunnerApi;
    facts: () => RequestFacts;
    showInBar: ShowRefusal;
  }) {
    this.#page = page;
    this.#api = api;
    this.#facts = facts;
    this.#showInBar = showInBar;
  }

  /** Runs a step in this mode. If more than one step may run, the reader confirms the plan first. */
  async run(step: StepOnPage, mode: RunMode, showRefusal: ShowRefusal): Promise<void> {
    showRefusal(undefined);
    const request = this.#request(step, mode);
    if (mode !== 'only' && mode !== 'check') {
      const plan = await this.#api.plan(request);
      if (typeof plan === 'string') return showRefusal(plan);
      if (!(await confirmPlan(barUi.planTitle[mode], plan, this.#page.steps))) return;
    }
    showRefusal(await this.#api.run(request));
  }

  /** Cancels the runs of these steps that are queued or running. */
  async stop(steps: readonly StepOnPage[], showRefusal: ShowRefusal): Promise<void> {
    const { state } = this.#facts();
    const active = steps
      .map(({ id }) => stepState(state, id))
      .filter(({ phase }) => phase === 'queued' || phase === 'running');
    // The queued runs come first, because the end of the running one would start the next.
    active.sort((a, b) => Number(a.phase === 'running') - Number(b.phase === 'running'));
    for (const { run } of active) if (run) showRefusal(await this.#api.cancel(run));
  }

  /** Types text to the command that a step runs. */
  async type(step: StepOnPage, text: string): Promise<Refused> {
    return this.#api.input(stepState(this.#facts().state, step.id).run ?? '', text);
  }

  /** Runs the steps that have not passed in this session yet. */
  runRest(): void {
    const last = this.#planned().at(-1);
    if (last) this.run(last, 'all', this.#showInBar);
  }

  /** Runs the rest of the guide, or all of it again if every step has passed. */
  async runAll(): Promise<void> {
    const { state } = this.#facts();
    const planned = this.#planned();
    const last = planned.at(-1);
    if (!last || !planned.every(({ id }) => isDone(stepState(state, id)))) return this.runRest();
    // If the runner refuses to plan another run in this session, we start a new session.
    const plan = await this.#api.plan(this.#request(last, 'all'));
    const refused = typeof plan === 'string' ? await this.#api.reset() : undefined;
    if (refused) this.#showInBar(refused);
    else this.runRest();
  }

  stopAll(): void {
    this.stop(this.#page.steps, this.#showInBar);
  }

  async reset(): Promise<void> {
    this.#showInBar((await this.#api.reset()) ?? barUi.resetDone);
  }

  /** Runs the step at which the last run stopped again. */
  retry(): void {
    const step = this.#stopped()?.step;
    if (step) this.run(step, 'only', this.#showInBar);
  }

  /** Runs the steps after the one at which the last run stopped. */
  skip(): void {
    const next = this.#stopped()?.next;
    if (next) this.run(next, 'from-here', this.#showInBar);
  }

  #request({ id, hash }: StepOnPage, mode: RunMode) {
    return { step: id, hash, mode, choices: this.#facts().choices };
  }

  #planned(): StepOnPage[] {
    return plannedSteps(this.#page.steps, this.#facts().choices);
  }

  #stopped() {
    return stoppedAt(this.#planned(), this.#facts().state);
  }
}
