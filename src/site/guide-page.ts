import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { choiceGroups, type Guide, type Step } from '../guide/model.ts';
import { pageDigest } from '../guide/page/page-digest.ts';
import { pageAddress } from '../guide/page/page-name.ts';
import type { RecordedStep, Recording } from '../guide/report.ts';
import { type GuideFile, type GuideSource, namesFile, readGuideSource } from './guide-source.ts';

const contentDir = fileURLToPath(pathToFileURL(`${resolve('content')}/`));
const sources = new Map<string, GuideSource>();

/** The guide of a page, read once a build. */
export function guideSource(name: string): GuideSource {
  const known = import.meta.env.PROD ? sources.get(name) : undefined;
  const source = known ?? readGuideSource(contentDir, name);
  sources.set(name, source);
  return source;
}

/**
 * Returns the guide of a page of the docs collection, or `undefined` if the page has no steps. The front
 * matter need not have `guide:`.
 */
export function guideOfPage({ id }: { readonly id: string }): GuideSource | undefined {
  // Starlight gives the first page an empty id.
  const name = id || 'index';
  // The page *Errors* and the 404 page have no source file.
  if (!existsSync(join(contentDir, `${name}.mdx`))) return undefined;
  const source = guideSource(name);
  return source.guide.steps.length > 0 ? source : undefined;
}

/**
 * The address of a page of the docs collection and the digest of its sources; `undefined` if it is not made
 * from a file.
 */
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

/** What was recorded of this very text; nothing where the step changed since. */
export function recordedStep({ recording }: GuideSource, step: Step): RecordedStep | undefined {
  const recorded = recording?.steps[step.id];
  return recorded?.hash === step.hash ? recorded : undefined;
}

/** The files this step names that no step before it names, on the way a reader of this step goes. */
export function filesFirstNamedBy({ guide, files }: GuideSource, step: Step): GuideFile[] {
  const names = (each: Step, file: GuideFile) => each.commands.some(({ text }) => namesFile(text, file.path));
  const onWay = guide.steps.filter(
    ({ choice }) => !choice || choice.group !== step.choice?.group || choice.value === step.choice.value,
  );
  return files.filter((file) => onWay.find((each) => names(each, file)) === step);
}

/** How many steps one pass through the guide has: of a choice, only one value's. */
export function stepsOfOnePass(guide: Guide): number {
  const groups = choiceGroups(guide);
  return guide.steps.filter(({ choice }) => !choice || groups.get(choice.group)?.[0] === choice.value).length;
}

export interface Verified {
  readonly at: string;
  readonly versions: Recording['versions'];
  readonly usualMs: number;
  /** Steps that are not, or not in their present text, in the recording although they would have run. */
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
