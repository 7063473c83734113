import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../../../../src/guide/outcome.ts';
import { journalKeepMs } from '../../../limits.ts';
import { isOrphaned, type JournalGuide, type JournalLine, type StartedRun } from './journal.ts';

/** The last run of a step in the journal of a runner that was killed. */
export interface PastRun extends StartedRun {
  /** Absent: the run was under way when the runner was killed. */
  readonly verdict?: Verdict;
}

/**
 * Returns the last runs of these guides from the journals of killed runners, the oldest first. Removes the
 * journals that it used, and journals that no runner has used for `journalKeepMs`.
 */
export function takeHistory(folder: string, guides: readonly JournalGuide[]): PastRun[] {
  const runs = orphanedJournals(folder).flatMap(({ path, ageMs }) => {
    const past = readJournal(readFileSync(path, 'utf8')).filter((run) =>
      guides.some(({ guide, file }) => run.guide === guide && run.file === file),
    );
    if (past.length > 0 || ageMs > journalKeepMs) rmSync(path, { force: true });
    return past;
  });
  return lastOfEachStep(runs);
}

/** The last run of each step in a journal. It ignores the last line if it was cut short. */
export function readJournal(text: string): PastRun[] {
  const runs = new Map<string, PastRun>();
  for (const line of text.split('\n').map(parseLine)) {
    if (line?.type === 'started') {
      const { type: _, ...run } = line;
      runs.set(run.run, run);
    } else if (line?.type === 'ended') {
      const run = runs.get(line.run);
      if (run) runs.set(line.run, { ...run, verdict: line.verdict });
    } else if (line?.type === 'forgotten') {
      for (const { run, guide, file } of runs.values())
        if (guide === line.guide && file === line.file) runs.delete(run);
    }
  }
  return lastOfEachStep([...runs.values()]);
}

function lastOfEachStep(runs: readonly PastRun[]): PastRun[] {
  const isLast = ({ guide, file, step }: PastRun, at: number) =>
    !runs.slice(at + 1).some((later) => later.guide === guide && later.file === file && later.step === step);
  return runs.filter(isLast);
}

function parseLine(text: string): JournalLine | undefined {
  try {
    return JSON.parse(text) as JournalLine;
  } catch {
    return undefined;
  }
}

function orphanedJournals(folder: string): { path: string; ageMs: number }[] {
  try {
    return readdirSync(folder)
      .filter(isOrphaned)
      .map((name) => join(folder, name))
      .map((path) => ({ path, ageMs: Date.now() - statSync(path).mtimeMs }))
      .sort((a, b) => b.ageMs - a.ageMs);
  } catch {
    return [];
  }
}
