import type { StepResult } from '../../guide/protocol.ts';
import { runUi } from '../../strings.ts';
import { element, prose } from '../elements.ts';

/** Id of the page's drawing of the way a request takes, where it has one. */
const drawing = 'egress-path';

/**
 * What the cluster says of a step: what it changed, and the way its last request took. Quiet, below the
 * verdict.
 */
export function effectsView({ changes = [], path }: StepResult): HTMLElement | undefined {
  if (changes.length === 0 && !path) return undefined;
  return element(
    'div',
    { class: 'effects', 'data-effects': '' },
    changes.length > 0
      ? element(
          'details',
          { 'data-changes': '' },
          element('summary', {}, runUi.changes(changes)),
          element('ul', {}, ...changes.map((change) => element('li', {}, runUi.changedObject(change)))),
        )
      : undefined,
    path &&
      element(
        'p',
        { 'data-path': '' },
        ...prose(runUi.path.ofRequest(runUi.path.sentence(path))),
        ...drawnLink(),
      ),
  );
}

function drawnLink(): (Node | string)[] {
  return document.getElementById(drawing)
    ? [' ', element('a', { href: `#${drawing}` }, runUi.path.drawn)]
    : [];
}
