import type { Hop } from '../../guide/result.ts';
import { effectsUi } from '../../strings/effects.ts';
import type { StepOnPage } from '../state/page-model.ts';
import type { PageState } from '../state/page-state.ts';
import { stepState } from '../state/progress.ts';
import { drawPath } from './path-drawing.ts';

/** A box of the drawing has room for this many letters. */
const mostLetters = 19;

/** Shows the path of the last request in the page's drawing. Until there is one, the drawing is as built. */
export class PathView {
  #figure: HTMLElement | null;
  #built: readonly Node[];
  #shown: string | undefined;

  constructor(document: Document) {
    this.#figure = document.querySelector('[data-egress-path]');
    this.#built = [...(this.#figure?.childNodes ?? [])].map((node) => node.cloneNode(true));
  }

  update(steps: readonly StepOnPage[], state: PageState): void {
    const last = lastRequest(steps, state);
    if (!this.#figure || last?.run === this.#shown) return;
    this.#shown = last?.run;
    this.#figure.replaceChildren(...this.#built.map((node) => node.cloneNode(true)));
    if (last) show(this.#figure, last);
  }
}

type Request = NonNullable<ReturnType<typeof lastRequest>>;

/** The request of the step that ran last, among the steps that made a request. */
export function lastRequest(steps: readonly Pick<StepOnPage, 'id' | 'ordinal'>[], state: PageState) {
  return steps
    .flatMap(({ id, ordinal }) => {
      const { result } = stepState(state, id);
      return result?.path
        ? [{ ordinal, run: result.run, startedAt: result.startedAt, path: result.path }]
        : [];
    })
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt))
    .at(-1);
}

function show(figure: HTMLElement, { ordinal, path }: Request): void {
  const { hops, edges } = drawPath(path);
  for (const box of figure.querySelectorAll<SVGElement>('[data-hop]')) {
    const { title, note, state } = hops[box.dataset.hop as Hop];
    box.dataset.state = state;
    write(box, '[data-title]', short(title));
    write(box, '[data-note]', short(note));
  }
  for (const line of figure.querySelectorAll<SVGElement>('[data-edge]'))
    line.dataset.state = edges[line.dataset.edge as keyof typeof edges];
  const sentence = effectsUi.pathOfStep(ordinal, path);
  for (const place of ['desc', 'figcaption']) write(figure, place, sentence);
}

/** Sets the text of all elements of a selector. */
function write(inside: Element, selector: string, text: string): void {
  for (const place of inside.querySelectorAll(selector)) place.textContent = text;
}

function short(text: string): string {
  return text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text;
}
