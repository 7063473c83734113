import type { Guide } from '../../../src/guide/model.ts';
import { type Choices, passesOf, stepsOfPass } from '../../../src/guide/passes.ts';
import { counted } from '../../../src/guide/text/counted.ts';
import { CallError } from '../../errors.ts';

/** One pass through a guide, with one value of each choice group. */
export interface Pass {
  readonly guide: Guide;
  readonly choices: Choices;
}

/** The part of all passes that the call asks for. */
export interface Selection {
  /** The id of `--step`. */
  readonly step?: string;
  /** `I/N`. */
  readonly shard?: string;
}

/** The passes that the call runs. Throws a CallError if there is no such step or shard. */
export function selectPasses(guides: readonly Guide[], { step, shard }: Selection): readonly Pass[] {
  if (step !== undefined) requireStep(guides, step);
  const passes = inShard(allPasses(guides), shard);
  return step === undefined ? passes : passes.filter((pass) => hasStep(pass, step));
}

/** Why a shard has no pass, in one sentence. */
export function emptyShardSentence(guides: readonly Guide[], { step, shard }: Selection): string {
  const count = allPasses(guides).length;
  const why =
    step === undefined
      ? `there ${count === 1 ? 'is' : 'are'} only ${counted(count, 'pass', 'passes')}`
      : `no pass with the step ${step} is in it`;
  return `There is nothing to run in shard ${shard}: ${why}.`;
}

function allPasses(guides: readonly Guide[]): Pass[] {
  return guides.flatMap((guide) => passesOf(guide).map((choices) => ({ guide, choices })));
}

function requireStep(guides: readonly Guide[], id: string): void {
  const ids = guides.flatMap((guide) => guide.steps.map((step) => step.id));
  if (!ids.includes(id))
    throw new CallError('no-such-step', `No guide has a step ${id}. Steps: ${ids.join(', ')}.`);
}

function hasStep({ guide, choices }: Pass, id: string): boolean {
  return stepsOfPass(guide, choices).some((step) => step.id === id);
}

function inShard(passes: readonly Pass[], text: string | undefined): readonly Pass[] {
  if (text === undefined) return passes;
  const found = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(found?.[1]), Number(found?.[2])];
  if (!found || index < 1 || index > count)
    throw new CallError('bad-option', `--shard ${text}: write I/N with 1 <= I <= N, such as 1/3.`);
  return passes.filter((_, at) => at % count === index - 1);
}
