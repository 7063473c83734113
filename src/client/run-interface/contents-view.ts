import { runUi } from '../../strings/run-interface.ts';
import type { PageModel } from '../state/page-model.ts';
import { isDone, type PageState, type StepState } from '../state/page-state.ts';
import { type Choices, plannedSteps, stepState } from '../state/progress.ts';

type ContentsState = 'bare' | 'none' | 'running' | 'failed' | 'differs' | 'stale' | 'part' | 'passed';

/** Shows at each heading of the table of contents the state of the steps below it. */
export class ContentsView {
  #sections: { readonly links: readonly HTMLElement[]; readonly steps: ReadonlySet<string> }[];
  #page: PageModel;

  constructor(page: PageModel, document: Document) {
    this.#page = page;
    this.#sections = readSections(document);
  }

  /** A link without steps gets an empty mark, so that all links are aligned. */
  update(state: PageState, choices: Choices): void {
    const planned = plannedSteps(this.#page.steps, choices);
    for (const { links, steps } of this.#sections) {
      const shown = sectionState(
        planned.filter(({ id }) => steps.has(id)).map(({ id }) => stepState(state, id)),
      );
      for (const link of links)
        if (link.dataset.tocState !== shown)
          Object.assign(link.dataset, { tocState: shown, tocWord: runUi.sections[shown] });
    }
  }
}

/** `bare`: the section has no steps; `none`: no step has passed. */
export function sectionState(steps: readonly StepState[]): ContentsState {
  if (steps.length === 0) return 'bare';
  const phases = steps.map(({ phase }) => phase);
  const done = steps.filter(isDone).length;
  if (phases.includes('running')) return 'running';
  if (phases.some((phase) => ['failed', 'errored', 'timed-out', 'interrupted'].includes(phase)))
    return 'failed';
  if (phases.includes('differs')) return 'differs';
  if (phases.includes('stale')) return 'stale';
  // A skipped step does not count as passed.
  if (!steps.some(({ phase }) => phase === 'passed')) return 'none';
  return done === steps.length ? 'passed' : 'part';
}

/** A section has the steps between its heading and the next heading that the contents show. */
function readSections(document: Document) {
  const links = new Map<string, HTMLElement[]>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>(
    ':is(starlight-toc, mobile-starlight-toc) a',
  )) {
    const id = decodeURIComponent(link.hash.slice(1));
    links.set(id, [...(links.get(id) ?? []), link]);
  }
  const sections = new Map<string, Set<string>>();
  let steps = new Set<string>();
  for (const found of document.querySelectorAll<HTMLElement>('main :is(h1, h2, h3, h4, .step)')) {
    if (found.dataset.step) steps.add(found.dataset.step);
    else if (links.has(found.id)) {
      steps = new Set();
      sections.set(found.id, steps);
    }
  }
  return [...links].map(([id, headingLinks]) => ({
    links: headingLinks,
    steps: sections.get(id) ?? new Set<string>(),
  }));
}
