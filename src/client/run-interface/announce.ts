import { runUi } from '../../strings/run-interface.ts';
import { stepUi } from '../../strings/step.ts';
import type { PageModel } from '../state/page-model.ts';
import type { PageState, StepPhase } from '../state/page-state.ts';
import { stepState } from '../state/progress.ts';

type Phases = Readonly<Record<string, StepPhase>>;

/**
 * Announces to a screen reader that a step started or ended, and that the pages' files changed. The state at
 * the time when the page was loaded is not announced.
 */
export class Announcer {
  readonly #page: PageModel;
  /** The live region. */
  readonly #place: Element | null;
  /** The phases of the last update. Absent until the first state of the runner has come. */
  #phases: Phases | undefined;
  #siteNews = '';

  constructor(page: PageModel, place: Element | null) {
    this.#page = page;
    this.#place = place;
  }

  update(state: PageState, siteNews: string): void {
    const phases = Object.fromEntries(this.#page.steps.map(({ id }) => [id, stepState(state, id).phase]));
    const text = this.#phases && this.#news(this.#phases, phases, siteNews);
    if (state.seq > 0) {
      this.#phases = phases;
      this.#siteNews = siteNews;
    }
    if (text && this.#place) this.#place.textContent = text;
  }

  #news(before: Phases, now: Phases, siteNews: string): string {
    const sentences = this.#page.steps
      .filter(({ id }) => now[id] !== before[id])
      .map(({ id, ordinal }) => sentence(ordinal, now[id] ?? 'idle'));
    return [...sentences, siteNews === this.#siteNews ? '' : siteNews].filter(Boolean).join(' ');
  }
}

function sentence(ordinal: number, phase: StepPhase): string {
  if (phase === 'idle' || phase === 'queued') return '';
  return phase === 'running'
    ? runUi.announceStarted(ordinal)
    : runUi.announceEnded(ordinal, stepUi.states[phase]);
}
