import type { StepResult } from '../../guide/result.ts';
import { stepUi } from '../../strings/step.ts';
import { element, prose } from '../elements.ts';

/** Shows the causes of a failure that the cluster gives, each with the cluster's own text and what to do. */
export function evidenceView({ evidence = [] }: StepResult): HTMLElement[] {
  return evidence.map(({ kind, sentence, detail = [], next }) =>
    element(
      'div',
      { class: 'evidence', 'data-evidence': kind },
      element('p', { class: 'first' }, ...prose(sentence)),
      detail.length > 0
        ? element(
            'pre',
            { tabindex: '0', role: 'group', 'aria-label': stepUi.evidenceDetail },
            detail.join('\n'),
          )
        : undefined,
      element('p', {}, element('strong', {}, stepUi.next), ' ', ...prose(next)),
    ),
  );
}
