import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Guide, Step } from '../guide/model.ts';
import { pageDigest } from '../guide/page/page-digest.ts';
import { pageAddress } from '../guide/page/page-name.ts';
import { chosen, stepsOfPass } from '../guide/passes.ts';
import type { RecordedStep, Recording } from '../guide/report.ts';
import { type GuideFile, type GuideSource, namesFile, readGuideSource } from './guide-source.ts';

const contentDir = fileURLToPath(pathToFileURL(`${resolve('content')}/`));
const sources = new Map<string, GuideSource>();

/** Reads the guide of a page, once in a build. */
export function guideSource(name: string): GuideSource {
  const known = import.meta.env.PROD ? sources.get(name) : undefined;
  const source = known ?? readGuideSource(contentDir, name);
  sources.set(name, source);
  return source;
}

/** The guide of a page of the docs collection; `undefined` if the page has no steps. */
export function guideOfPage({ id }: { readonly id: string }): GuideSource | undefined {
  // Starlight gives the first page an empty id.
  const name = id || 'index';
  // The page *Errors* and the 404 page have no source file.
  if (!existsSync(join(contentDir, `${name}.mdx`))) return undefined;
  const source = guideSource(name);
  return source.guide.steps.length > 0 ? source : undefined;
}

/** A page's address and the digest of its sources; `undefined` if the page is not made from a file. */
export function sourceOfPage({
  id,
}: {
  readonly id: string;
}): { readonly address: string; readonly digest: string } | undefined {
  const name = id || 'index';
  const file = join(contentDir, `${name}.mdx`);
  return existsSync(file) ? { address: pageAddress(name), digest: pageDigest(file) } : undefined;
}

export function stepOf({ guide }: GuideSource, id: string): Step {
  const step = guide.steps.find((step) => step.id === id);
  if (!step) throw new Error(`${guide.file} has no step ${id}.`);
  return step;
}

/** The recording of a step; `undefined` if the text of the step has changed after it was recorded. */
export function recordedStep({ recording }: GuideSource, step: Step): RecordedStep | undefined {
  const recorded = recording?.steps[step.id];
  return recorded?.hash === step.hash ? recorded : undefined;
}

/** The files that this step names and that no earlier step of the same choices names. */
export function filesFirstNamedBy({ guide, files }: GuideSource, step: Step): GuideFile[] {
  const names = (each: Step, file: GuideFile) => each.commands.some(({ text }) => namesFile(text, file.path));
  const samePass = guide.steps.filter(
    ({ choice }) => !choice || choice.group !== step.choice?.group || choice.value === step.choice.value,
  );
  return files.filter((file) => samePass.find((each) => names(each, file)) === step);
}

/** How many steps one pass through the guide has. A pass takes one value of each choice. */
export function stepsOfOnePass(guide: Guide): number {
  return stepsOfPass(guide, chosen(guide)).length;
}

/** The facts that a page shows of its recording. */
export interface Verified {
  /** ISO 8601. */
  readonly at: string;
  readonly versions: Recording['versions'];
  readonly usualMs: number;
  /**
   * How many steps were changed or added since the recording. A step that is missing in the recording counts
   * only if every run has it: a step without `when`, `choice` and `skip`.
   */
  readonly changed: number;
}

export function verified({ guide, recording }: GuideSource): Verified | undefined {
  if (!recording) return undefined;
  const changed = guide.steps.filter((step) => {
    const recorded = recording.steps[step.id];
    return recorded ? recorded.hash !== step.hash : !step.when && !step.choice && !step.skip;
  });
  const usualMs = Object.values(recording.steps).reduce((sum, { ms }) => sum + ms, 0);
  return { at: recording.recordedAt, versions: recording.versions, usualMs, changed: changed.length };
}
