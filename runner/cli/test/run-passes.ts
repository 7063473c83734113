import type { Report } from '../../../src/guide/report.ts';
import type { TargetOptions } from '../../cluster/open-target.ts';
import { say } from '../../io/standard-output.ts';
import type { ReporterSet } from '../../report/reporter-set.ts';
import { stopSignal } from '../stop-signal.ts';
import type { Pass } from './passes.ts';

export interface RunOptions extends TargetOptions {
  /** If present, each pass runs only up to this step, and then its cleanup steps. */
  readonly step?: string;
}

export interface PassesRun {
  /** One report for each pass that began. */
  readonly reports: readonly Report[];
  /** Aborted once the user stopped the program. */
  readonly stop: AbortSignal;
}

/**
 * Runs the passes one after the other until the user stops the program, and gives each event to the
 * reporters.
 */
export async function runPasses(
  passes: readonly Pass[],
  options: RunOptions,
  reporters: ReporterSet,
): Promise<PassesRun> {
  // Loaded only now, because they take long to load: the error for a wrong call comes twice as fast.
  const [{ openTarget }, { runPass }] = await Promise.all([
    import('../../cluster/open-target.ts'),
    import('../../pass/guide-pass.ts'),
  ]);
  const stop = stopSignal(() => say('\nStopping: cleanup runs first. Ctrl-C again ends at once.\n'));
  const target = await openTarget({ ...options, signal: stop }).catch((error: unknown) => {
    if (!stop.aborted) throw error;
  });
  if (!target) return { reports: [], stop };
  const reports: Report[] = [];
  for (const { guide, choices } of passes) {
    if (stop.aborted) break;
    reporters.emit('passStarted', { guide, choices, target: target.name, versions: target.versions });
    const report = await runPass({
      guide,
      target,
      choices,
      signal: stop,
      ...(options.step !== undefined && { until: options.step }),
      listener: {
        stepStarted: (step) => reporters.emit('stepStarted', step),
        stepEnded: (step, result) => reporters.emit('stepEnded', step, result),
      },
    });
    reports.push(report);
    reporters.emit('passEnded', report);
  }
  return { reports, stop };
}
