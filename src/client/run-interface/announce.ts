import { runUi } from '../../strings.ts';
import type { PageModel } from '../state/page-model.ts';
import type { PageState, StepPhase } from '../state/page-state.ts';
import { stepState } from '../state/progress.ts';

/**
 * Tells a screen reader each start, each verdict and each change of the pages' files (`siteNews`), and
 * nothing else. The state at the time of loading is not announced.
 */
export function announcer(
  page: PageModel,
  place: Element | null,
): (state: PageState, siteNews: string) => void {
  let phases: Record<string, StepPhase> | undefined;
  let said = '';
  return (state, siteNews) => {
    const now = Object.fromEntries(page.steps.map(({ id }) => [id, stepState(state, id).phase]));
    const before = phases;
    const saidBefore = said;
    if (state.seq > 0) {
      phases = now;
      said = siteNews;
    }
    if (!before || !place) return;
    const news = page.steps
      .filter(({ id }) => now[id] !== before[id])
      .map(({ id, ordinal }) => sentence(ordinal, now[id] ?? 'idle'));
    const text = [...news, siteNews === saidBefore ? '' : siteNews].filter(Boolean).join(' ');
    if (text) place.textContent = text;
  };
}

function sentence(ordinal: number, phase: StepPhase): string {
  if (phase === 'idle' || phase === 'queued') return '';
  return phase === 'running'
    ? runUi.announceStarted(ordinal)
    : runUi.announceEnded(ordinal, runUi.states[phase]);
}
