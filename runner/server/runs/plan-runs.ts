import { destroys } from '../../../src/guide/command/destroys.ts';
import type { Step } from '../../../src/guide/model.ts';
import { missingNeeds, whySkipped } from '../../../src/guide/needs.ts';
import { chosen, plan, stepsAbout } from '../../../src/guide/passes.ts';
import type { PlanAnswer, PlannedStep, PlanRequest } from '../../../src/guide/protocol.ts';
import type { Target } from '../../cluster/target.ts';
import { notLive, type Refused, refused } from '../refused.ts';
import type { GuideBook } from './guide-book.ts';

/** The steps that a request comes to, those aside that hold, run or wait already. */
export function runsFor(
  { guide, session, current, queue, staleness }: GuideBook,
  step: Step,
  { mode, choices }: PlanRequest,
  target: Target | undefined,
): readonly Step[] | Refused {
  if (!target) return notLive;
  const skipped = whySkipped(step, target.versions);
  if ((mode === 'only' || mode === 'to-here') && skipped !== undefined)
    return refused(409, 'not-runnable', `This step is not run: ${skipped}.`);
  const passed = session?.passed ?? new Set();
  if (mode === 'check' && !step.commands.some(({ reads }) => reads)) {
    return refused(
      409,
      'not-runnable',
      `${step.id} only writes: it has nothing that could be checked without running it.`,
    );
  }
  if (mode === 'only' || mode === 'from-here') {
    const missing = missingNeeds(guide, step, session?.met ?? new Set(), target.versions);
    if (missing.length > 0) {
      const ids = missing.map(({ id }) => id).join(', ');
      return refused(409, 'needs', `${step.id} needs ${ids} first. "Run to here" runs what is missing.`);
    }
  }
  const busy = new Set([...(current ? [current] : []), ...queue].map((queued) => queued.step.id));
  const stale = staleness.stale(guide);
  const holds = new Set([...passed].filter((id) => stale[id] === undefined));
  const steps = plan(guide, step, mode, { choices: chosen(guide, choices), holds });
  return steps.filter(({ id }) => !busy.has(id));
}

/** What a request would run, what holds already, and what is skipped. */
export function planFor(
  book: GuideBook,
  step: Step,
  request: PlanRequest,
  target: Target | undefined,
): PlanAnswer | Refused {
  const runs = runsFor(book, step, request, target);
  if ('refusal' in runs) return runs;
  const run = new Set(runs.map(({ id }) => id));
  const about = stepsAbout(book.guide, step, request.mode, chosen(book.guide, request.choices));
  return {
    steps: about.map((each): PlannedStep => {
      const why = target && whySkipped(each, target.versions);
      if (why !== undefined) return { step: each.id, does: 'skip', why, destroys: [] };
      const deletes = each.commands.filter(({ text }) => destroys(text)).map(({ text }) => text);
      return run.has(each.id)
        ? { step: each.id, does: 'run', destroys: deletes }
        : { step: each.id, does: 'holds', destroys: [] };
    }),
  };
}
