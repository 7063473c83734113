import type { TargetState } from '../../guide/protocol.ts';
import { runUi } from '../../strings.ts';
import { element } from '../elements.ts';

/** The pill in the header: what runs go to. */
export function showTarget(place: HTMLElement, target: TargetState | undefined): void {
  place.hidden = target === undefined;
  if (!target) return;
  const versions = target.phase === 'live' ? runUi.pillVersions(target.versions) : runUi.phases[target.phase];
  place.replaceChildren(
    element(
      'span',
      { class: 'target', 'data-target-phase': target.phase, title: versions },
      element('span', { class: 'dot', 'aria-hidden': 'true' }),
      element('b', {}, target.phase === 'recorded' ? runUi.phases.recorded : target.name),
      target.phase === 'recorded' ? undefined : element('span', { class: 'versions' }, versions),
    ),
  );
}
