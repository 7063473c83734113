import type { Report } from '../../src/guide/report.ts';
import type { PassOptions } from './pass-options.ts';

/** How a pass ended. */
export interface PassEnd extends Partial<Pick<Report, 'steps' | 'leftovers' | 'undeclared'>> {
  /** The reason why the pass did not begin, or broke. */
  readonly error?: string;
}

/** Starts the clock of a pass. The returned function makes the report of the pass. */
export function startReport({ guide, target, choices }: PassOptions): (end: PassEnd) => Report {
  const startedMs = performance.now();
  const head = {
    guide: guide.name,
    file: guide.file,
    title: guide.title,
    target: target.name,
    versions: target.versions,
    choices,
    startedAt: new Date().toISOString(),
  };
  const isCleanup = (id: string) => guide.steps.some((step) => step.id === id && step.role === 'cleanup');
  return ({ steps = [], leftovers = [], undeclared = [], error }) => ({
    ...head,
    ms: Math.round(performance.now() - startedMs),
    steps,
    cleanup: steps.map(({ step }) => step).filter(isCleanup),
    leftovers,
    ...(undeclared.length > 0 && { undeclared }),
    ...(error !== undefined && { error }),
  });
}
