import type { StepResult } from '../../guide/result.ts';
import { runUi } from '../../strings.ts';
import { element, prose } from '../elements.ts';

/** Id of the page's drawing of the way a request takes, where it has one. */
const drawing = 'egress-path';

/**
 * What the cluster says of a step: what it changed, and the way its last request took. Quiet, below the
 * verdict.
 */
export function seenView({ changes = [], path }: StepResult): HTMLElement | undefined {
  if (changes.length === 0 && !path) return undefined;
  return element(
    'div',
    { class: 'seen', 'data-seen': '' },
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

/**
 * Causes that the cluster has for a failure, each with what the cluster says itself and the next thing to do.
 */
export function evidenceView({ evidence = [] }: StepResult): HTMLElement[] {
  return evidence.map(({ kind, sentence, detail = [], next }) =>
    element(
      'div',
      { class: 'evidence', 'data-evidence': kind },
      element('p', { class: 'first' }, ...prose(sentence)),
      detail.length > 0
        ? element(
            'pre',
            { tabindex: '0', role: 'group', 'aria-label': runUi.evidenceDetail },
            detail.join('\n'),
          )
        : undefined,
      element('p', {}, element('strong', {}, runUi.next), ' ', ...prose(next)),
    ),
  );
}
