import type { StepResult } from '../../guide/result.ts';
import { effectsUi } from '../../strings/effects.ts';
import { element, prose } from '../elements.ts';

/** Id of the page's drawing of a request's path. Most pages have none. */
const drawing = 'egress-path';

/** Shows below a verdict which objects the step changed and which path its last request took. */
export function effectsView({ changes = [], path }: StepResult): HTMLElement | undefined {
  if (changes.length === 0 && !path) return undefined;
  return element(
    'div',
    { class: 'effects', 'data-effects': '' },
    changes.length > 0
      ? element(
          'details',
          { 'data-changes': '' },
          element('summary', {}, effectsUi.changes(changes)),
          element('ul', {}, ...changes.map((change) => element('li', {}, effectsUi.changedObject(change)))),
        )
      : undefined,
    path && element('p', { 'data-path': '' }, ...prose(effectsUi.pathOfRequest(path)), ...drawnLink()),
  );
}

function drawnLink(): (Node | string)[] {
  return document.getElementById(drawing)
    ? [' ', element('a', { href: `#${drawing}` }, effectsUi.seeDrawing)]
    : [];
}
