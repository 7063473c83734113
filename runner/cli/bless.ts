import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Guide } from '../../src/guide/model.ts';
import { recordingOf } from '../../src/guide/page/guide-files.ts';
import { type BlessedByRunning, blessByRunning } from '../bless/bless-by-running.ts';
import { loadGuides, requireSound } from '../check/load-guides.ts';
import { clusterTargetHelp, openTarget, type TargetOptions } from '../cluster/open-target.ts';
import type { Target } from '../cluster/target.ts';
import { CallError, exitStatus } from '../errors.ts';
import { ResultError } from '../io/disk-error.ts';
import { replaceFile } from '../io/replace-file.ts';
import { printExact, say } from '../io/standard-output.ts';
import { runPass } from '../pass/guide-pass.ts';
import { consoleReporterOn } from '../report/console.ts';
import { requirePlaces } from '../report/places.ts';
import { clusterNameOption } from './cluster-name.ts';
import { stopSignal } from './stop-signal.ts';

interface Options extends TargetOptions {
  readonly write?: true;
}

export function blessCommand(): Command {
  return new Command('bless')
    .description(
      'run guides and print a patch that corrects the output on their pages; a guide is run again until ' +
        'all its steps pass, so at least twice if anything differs',
    )
    .argument('[file...]', 'guide files; if none is named, all guides of content/')
    .option('--target <target>', clusterTargetHelp)
    .option('--kubeconfig <file>', 'the kubeconfig in which context=NAME is looked up')
    .addOption(clusterNameOption())
    .option('--write', 'change the files too')
    .action(async (files: string[], options: Options) => {
      process.exitCode = await bless(files, options);
    });
}

async function bless(files: readonly string[], options: Options): Promise<number> {
  const guides = requireSound(loadGuides(files));
  if (options.write) for (const { file } of guides) requirePlaces([{ what: '--write', file }], []);
  const stop = stopSignal(() =>
    say('\nStopping: cleanup runs first, and the guide does not change. Ctrl-C again ends at once.\n'),
  );
  const target = await openTarget({ ...options, signal: stop }).catch((error: unknown) => {
    throw stop.aborted ? new Stopped('Stopped. No guide was run.') : error;
  });
  const statuses: number[] = [];
  for (const guide of guides) {
    const source = readFileSync(guide.file, 'utf8');
    const blessed = await blessByRunning(guide, source, (current, choices) =>
      runWithReporter(current, choices, target, stop),
    );
    if (blessed.text !== source) {
      printExact(
        createTwoFilesPatch(guide.file, guide.file, source, blessed.text, '', '', {
          context: 3,
          headerOptions: FILE_HEADERS_ONLY,
        }),
      );
      if (options.write) replaceGuide(guide.file, source, blessed.text);
    }
    say(summary(guide, blessed, { changed: blessed.text !== source, written: options.write === true }));
    statuses.push(
      blessed.refusals.length > 0 && blessed.status === exitStatus.passed
        ? exitStatus.notPassed
        : blessed.status,
    );
  }
  return (
    [exitStatus.broken, exitStatus.notPassed, exitStatus.leftovers, exitStatus.wrongCall].find((status) =>
      statuses.includes(status),
    ) ?? exitStatus.passed
  );
}

async function runWithReporter(
  guide: Guide,
  choices: Readonly<Record<string, string>>,
  target: Target,
  signal: AbortSignal,
) {
  const reporter = consoleReporterOn(process.stderr);
  reporter.passStarted?.({ guide, choices, target: target.name, versions: target.versions });
  const report = await runPass({
    guide,
    choices,
    target,
    signal,
    work: 'bless',
    listener: { stepEnded: (step, result) => reporter.stepEnded?.(step, result) },
  });
  reporter.passEnded?.(report);
  if (signal.aborted) throw new Stopped(`Stopped. ${guide.file} is unchanged.`);
  return report;
}

class Stopped extends Error {
  readonly exit = exitStatus.notPassed;
}

/** Replaces the whole file or nothing. Throws if another program has changed the file meanwhile. */
function replaceGuide(file: string, before: string, text: string): void {
  if (readFileSync(file, 'utf8') !== before)
    throw new CallError(
      'guide-changed',
      `${file} was changed while its guide ran, so it was not blessed. Run bless again.`,
    );
  try {
    replaceFile(file, text);
  } catch (error) {
    throw new ResultError(`${file} could not be written, so it is unchanged`, error);
  }
}

function summary(
  { file }: Guide,
  { changes, proposals, refusals }: BlessedByRunning,
  { changed, written }: { changed: boolean; written: boolean },
): string {
  const part = (title: string, notes: BlessedByRunning['changes']) =>
    notes.length === 0
      ? []
      : [title, ...notes.map(({ line, step, text }) => `  ${file}:${line}: ${step}: ${text}`)];
  const lines = [
    ...part(written ? 'Blessed:' : 'Changes to make (--write makes them):', changes),
    ...part('Proposals to check (`...` where two runs differ):', proposals),
    ...part('Not blessed:', refusals),
    ...(changed && existsSync(recordingOf(file))
      ? ['The recording of the guide has outputs of the earlier text. Make it again with `test --record`.']
      : []),
    ...(!changed && refusals.length === 0 ? [`${file}: nothing to bless`] : []),
  ];
  return `\n${lines.join('\n')}\n`;
}
