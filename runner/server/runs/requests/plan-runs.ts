import { destroys } from '../../../../src/guide/command/destroys.ts';
import type { Guide, Step } from '../../../../src/guide/model.ts';
import { missingNeeds, whySkipped } from '../../../../src/guide/needs.ts';
import { chosen, plan, stepsAbout } from '../../../../src/guide/passes.ts';
import type { PlanAnswer, PlannedStep, PlanRequest } from '../../../../src/guide/protocol.ts';
import type { Target } from '../../../cluster/target.ts';
import { notLive, type Refused, refused } from '../../refused.ts';

/** The facts that decide which steps a request runs. */
export interface PlanFacts {
  readonly guide: Guide;
  /** The live cluster; `undefined` if there is none. */
  readonly target: Target | undefined;
  /** Ids of the steps that passed in this session. */
  readonly passed: ReadonlySet<string>;
  /** Ids of the steps that later steps need not wait for. */
  readonly met: ReadonlySet<string>;
  /** Ids of the steps that run or wait. */
  readonly underWay: ReadonlySet<string>;
  /** Why each stale step is stale, by the step's id. */
  readonly stale: Readonly<Record<string, string>>;
}

/** The steps that a request runs, without those that hold already and those that run or wait already. */
export function runsFor(facts: PlanFacts, step: Step, request: PlanRequest): readonly Step[] | Refused {
  const { guide, target, passed, underWay, stale } = facts;
  if (!target) return notLive;
  const why = whyNotRunnable({ ...facts, target }, step, request);
  if (why) return why;
  const holds = new Set([...passed].filter((id) => stale[id] === undefined));
  const steps = plan(guide, step, request.mode, { choices: chosen(guide, request.choices), holds });
  return steps.filter(({ id }) => !underWay.has(id));
}

function whyNotRunnable(
  { guide, target: { versions }, met }: PlanFacts & { readonly target: Target },
  step: Step,
  { mode }: PlanRequest,
): Refused | undefined {
  const skipped = whySkipped(step, versions);
  if ((mode === 'only' || mode === 'to-here') && skipped !== undefined)
    return refused(409, 'not-runnable', `This step is not run: ${skipped}.`);
  if (mode === 'check' && !step.commands.some(({ reads }) => reads)) {
    return refused(
      409,
      'not-runnable',
      `${step.id} only writes: it has nothing that could be checked without running it.`,
    );
  }
  if (mode !== 'only' && mode !== 'from-here') return undefined;
  const missing = missingNeeds(guide, step, met, versions).map(({ id }) => id);
  if (missing.length === 0) return undefined;
  const ids = missing.join(', ');
  return refused(409, 'needs', `${step.id} needs ${ids} first. "Run to here" runs what is missing.`);
}

/** The steps that a request would run, that hold already, and that it would skip. */
export function planFor(facts: PlanFacts, step: Step, request: PlanRequest): PlanAnswer | Refused {
  const runs = runsFor(facts, step, request);
  if ('refusal' in runs) return runs;
  const { guide, target } = facts;
  const run = new Set(runs.map(({ id }) => id));
  const about = stepsAbout(guide, step, request.mode, chosen(guide, request.choices));
  return {
    steps: about.map((each): PlannedStep => {
      const why = target && whySkipped(each, target.versions);
      if (why !== undefined) return { step: each.id, does: 'skip', why, destroys: [] };
      if (!run.has(each.id)) return { step: each.id, does: 'holds', destroys: [] };
      const deletes = each.commands.filter(({ text }) => destroys(text)).map(({ text }) => text);
      return { step: each.id, does: 'run', destroys: deletes };
    }),
  };
}
