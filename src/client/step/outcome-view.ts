import type { Verdict } from '../../guide/outcome.ts';
import type { CommandResult, StepResult } from '../../guide/result.ts';
import { stepUi } from '../../strings/step.ts';
import { element, prose } from '../elements.ts';
import { comparisonView } from './comparison-view.ts';
import { evidenceView } from './evidence-view.ts';

/** At most this many differences are named in sentences: the comparison below them shows all. */
const mostSentences = 4;

/**
 * Says why a step did not pass, and what to do next. `undefined` if the step passed, or if the foot of the
 * step says everything.
 */
export function outcomeView(result: StepResult, commands: readonly CommandResult[]): HTMLElement | undefined {
  if (result.verdict === 'passed' || isBrief(result)) return undefined;
  const judged = commands.filter(({ verdict }) => verdict !== 'passed');
  const sentences = judged.flatMap(({ sentences }) => sentences);
  const first = result.message ?? sentences[0] ?? '';
  const rest = sentences.filter((sentence) => !first.includes(sentence));
  const more = rest.length - mostSentences;
  const notRun = stepUi.notRun(result.notRun);
  const parts = [
    first && element('p', { class: 'first' }, ...prose(first)),
    rest.length > 0 &&
      element(
        'ul',
        {},
        ...[...rest.slice(0, mostSentences), ...(more > 0 ? [stepUi.moreSentences(more)] : [])].map(
          (sentence) => element('li', {}, ...prose(sentence)),
        ),
      ),
    ...judged.map(({ comparison }) => comparison && comparisonView(comparison)),
    notRun !== undefined && element('p', { 'data-not-run': '' }, ...prose(notRun)),
    ...evidenceView(result),
    result.next && element('p', {}, element('strong', {}, stepUi.next), ' ', ...prose(result.next)),
  ].filter((part) => part instanceof HTMLElement);
  return parts.length > 0
    ? element('div', { class: 'outcome', 'data-tone': tones[result.verdict] }, ...parts)
    : undefined;
}

/** Whether the result is one sentence, which fits into the foot of the step. */
export function isBrief({ verdict, next }: StepResult): boolean {
  return (verdict === 'skipped' || verdict === 'cancelled') && next === undefined;
}

const tones: Record<Verdict, string | undefined> = {
  passed: undefined,
  differs: 'warn',
  failed: 'bad',
  'timed-out': 'warn',
  cancelled: undefined,
  interrupted: 'warn',
  errored: 'bad',
  skipped: undefined,
};
