import type { TargetState } from '../../guide/protocol.ts';
import { runUi } from '../../strings/run-interface.ts';
import { element } from '../elements.ts';

/** The label in the header that names the cluster on which steps run. */
export class TargetView {
  readonly #place: HTMLElement | null;
  #shown: TargetState | undefined;

  constructor(place: HTMLElement | null) {
    this.#place = place;
  }

  update(target: TargetState | undefined): void {
    if (target === this.#shown || !this.#place) return;
    this.#shown = target;
    this.#place.hidden = target === undefined;
    if (target) this.#place.replaceChildren(targetLabel(target));
  }
}

function targetLabel(target: TargetState): HTMLElement {
  const details =
    target.phase === 'live' ? runUi.targetVersions(target.versions) : runUi.targetPhases[target.phase];
  const isRecorded = target.phase === 'recorded';
  return element(
    'span',
    { class: 'target', 'data-target-phase': target.phase, title: details },
    element('span', { class: 'dot', 'aria-hidden': 'true' }),
    element('b', {}, isRecorded ? details : target.name),
    isRecorded ? undefined : element('span', { class: 'versions' }, details),
  );
}
