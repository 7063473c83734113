import { duration } from '../../format.ts';
import type { PlanAnswer, PlannedStep } from '../../guide/protocol.ts';
import { barUi } from '../../strings/bar.ts';
import { button, element, icon } from '../elements.ts';
import type { StepOnPage } from '../state/page-model.ts';

/**
 * Shows the plan of a run: which steps run, which are up to date, what is deleted, and how long the run
 * usually takes. Resolves with whether the reader starts the run.
 */
export function confirmPlan(
  title: string,
  { steps }: PlanAnswer,
  page: readonly StepOnPage[],
): Promise<boolean> {
  const dialog = element('dialog', { class: 'plan', 'aria-labelledby': 'plan-title' });
  const start = button(barUi.planStart, {
    action: 'plan-start',
    look: 'go',
    press: () => dialog.close('start'),
  });
  const cancel = button(barUi.planCancel, { action: 'plan-cancel', press: () => dialog.close() });
  dialog.append(
    element('h2', { id: 'plan-title' }, title),
    element('p', { 'data-plan-summary': '' }, summary(steps, page)),
    element(
      'ol',
      { tabindex: '0', 'aria-label': barUi.planSteps },
      ...steps.map((step) => stepLine(step, page)),
    ),
    element('div', { class: 'plan-buttons' }, cancel, start),
  );
  document.body.append(dialog);
  dialog.showModal();
  start.focus();
  return new Promise((resolve) => {
    dialog.onclose = () => {
      dialog.remove();
      resolve(dialog.returnValue === 'start');
    };
  });
}

function summary(steps: readonly PlannedStep[], page: readonly StepOnPage[]): string {
  const count = (does: PlannedStep['does']) => steps.filter((step) => step.does === does).length;
  const usualMs = steps
    .filter(({ does }) => does === 'run')
    .reduce((sum, { step }) => sum + (page.find(({ id }) => id === step)?.usualMs ?? 0), 0);
  return barUi.planSummary({
    run: count('run'),
    holds: count('holds'),
    skip: count('skip'),
    deletes: steps.filter(({ destroys }) => destroys.length > 0).length,
    time: usualMs > 0 ? duration(usualMs) : '',
  });
}

function stepLine({ step, does, why, destroys }: PlannedStep, page: readonly StepOnPage[]): HTMLElement {
  const found = page.find(({ id }) => id === step);
  const icons = { run: 'queued', holds: 'passed', skip: 'skipped' } as const;
  return element(
    'li',
    { 'data-does': does },
    icon(icons[does]),
    element(
      'span',
      {},
      element('b', {}, barUi.planStep(found?.ordinal ?? 0, step)),
      ` ${barUi.planDoes[does]}`,
      why ? `: ${why}` : '',
    ),
    ...destroys.map((text) =>
      element(
        'span',
        { class: 'destroys' },
        element('strong', {}, barUi.planDeletes),
        ' ',
        element('code', {}, firstLine(text)),
      ),
    ),
  );
}

function firstLine(text: string): string {
  const [first = '', second] = text.split('\n');
  return second === undefined ? first : `${first} …`;
}
