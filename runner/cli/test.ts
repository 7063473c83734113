import { Command } from 'commander';
import { recordingOf } from '../../src/guide/guide-files.ts';
import type { Guide } from '../../src/guide/model.ts';
import { type Choices, passesOf, stepsOfPass } from '../../src/guide/passes.ts';
import { formatWarning } from '../../src/guide/problem.ts';
import type { Report } from '../../src/guide/protocol.ts';
import { counted } from '../../src/guide/text/counted.ts';
import { loadGuides, requireSound } from '../check/load-guides.ts';
import { clusterTargetHelp } from '../cluster/open-target.ts';
import { CallError, exitStatus, messageWithCode } from '../errors.ts';
import { ResultError } from '../io/disk-error.ts';
import { say } from '../io/standard-output.ts';
import { butCleanup, exitStatusOf, isUndeclared } from '../report/exit-status.ts';
import { type Place, requirePlaces } from '../report/places.ts';
import { makeRecording, writeRecording } from '../report/recording.ts';
import { Reporters } from '../report/reporters.ts';
import { clusterNameOption } from './cluster-name.ts';
import { stopSignal } from './stop-signal.ts';

interface Options {
  readonly target?: string;
  readonly kubeconfig?: string;
  readonly name?: string;
  readonly step?: string;
  readonly shard?: string;
  readonly record?: true;
  readonly reporter?: readonly string[];
}

interface Pass {
  readonly guide: Guide;
  readonly choices: Choices;
}

export function testCommand(): Command {
  return new Command('test')
    .description('run guides unattended and judge every command against the page')
    .argument('[file...]', 'guide files; if none is named, all guides of content/')
    .option('--target <target>', clusterTargetHelp)
    .option('--kubeconfig <file>', 'where context=NAME is looked up')
    .addOption(clusterNameOption())
    .option('--step <id>', 'only this step, what stands before it, and cleanup')
    .option('--shard <i/n>', 'the I-th of N parts of all passes')
    .option('--record', 'write the recordings that pages show')
    .option(
      '--reporter <format>',
      'console, junit[=FILE], json[=FILE], tap[=FILE] or github; may be repeated',
      collect,
    )
    .action(async (files: string[], options: Options) => {
      process.exitCode = await test(files, options);
    });
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

async function test(files: readonly string[], options: Options): Promise<number> {
  const reporters = await Reporters.make(options.reporter ?? []);
  const loaded = loadGuides(files);
  const guides = requireSound(loaded);
  if (guides.length === 0)
    throw new CallError(
      'no-such-guide',
      'There is no guide in content/. Write one there, or name the files of guides.',
    );
  if (options.step !== undefined) requireStep(guides, options.step);
  const all = guides.flatMap((guide) => passesOf(guide).map((choices) => ({ guide, choices })));
  const passes = inShard(all, options.shard).filter(
    (pass) => options.step === undefined || hasStep(pass, options.step),
  );
  if (options.record && (options.step !== undefined || options.shard !== undefined)) {
    throw new CallError('bad-option', '--record records whole guides: leave out --step and --shard.');
  }
  requirePlaces(
    [...reporters.places, ...(options.record ? recordingsOf(guides) : [])],
    guides.map(({ file }) => file),
  );
  for (const warning of loaded.flatMap(({ warnings }) => warnings)) say(`${formatWarning(warning)}\n`);
  const { reports, stop } =
    passes.length === 0 ? { reports: [] } : await runPasses(passes, options, reporters);
  const isStopped = stop?.aborted ?? false;
  reporters.tell('finished', reports);
  const ran = statusOf(reports, options.step);
  const status =
    isStopped && (ran === exitStatus.passed || ran === exitStatus.wrongCall) ? exitStatus.notPassed : ran;
  // Write the recording first: a report on a pipe may wait for its reader.
  const unrecorded = options.record ? record(guides, reports, status) : [];
  const unwritten = [...(await reporters.end(stop)), ...unrecorded];
  if (passes.length === 0)
    say(`There is nothing to run in shard ${options.shard}: ${emptiness(all, options.step)}.\n`);
  else if (status === exitStatus.wrongCall && !reports.some(isUndeclared))
    say(`${messageWithCode(nothingRan(reports, options.step))}\n`);
  for (const error of unwritten) say(`${messageWithCode(error)}\n`);
  return unwritten.length > 0 ? exitStatus.broken : status;
}

async function runPasses(
  passes: readonly Pass[],
  options: Options,
  reporters: Reporters,
): Promise<{ reports: Report[]; stop?: AbortSignal }> {
  // Only now: a call that is wrong is told so in half the time.
  const [{ openTarget }, { runPass }] = await Promise.all([
    import('../cluster/open-target.ts'),
    import('../pass/guide-pass.ts'),
  ]);
  const stop = stopSignal(() => say('\nStopping: cleanup runs first. Once more to leave at once.\n'));
  const target = await openTarget({ ...options, signal: stop }).catch((error: unknown) => {
    if (!stop.aborted) throw error;
  });
  if (!target) return { reports: [], stop };
  const reports: Report[] = [];
  for (const { guide, choices } of passes) {
    if (stop.aborted) break;
    reporters.tell('passStarted', {
      guide,
      choices,
      target: target.name,
      versions: target.versions,
      steps: stepsOfPass(guide, choices).length,
    });
    const report = await runPass({
      guide,
      target,
      choices,
      signal: stop,
      ...(options.step !== undefined && { until: options.step }),
      listener: {
        stepStarted: (step) => reporters.tell('stepStarted', step),
        stepEnded: (step, result) => reporters.tell('stepEnded', step, result),
      },
    });
    reports.push(report);
    reporters.tell('passEnded', report);
  }
  return { reports, stop };
}

/** If the step of `--step` was skipped, the steps before it prove nothing. */
function statusOf(reports: readonly Report[], asked: string | undefined): number {
  const status = exitStatusOf(reports);
  const isSkipped =
    asked !== undefined &&
    reports.length > 0 &&
    reports.every(({ steps }) => steps.every(({ step, verdict }) => step !== asked || verdict === 'skipped'));
  return status === exitStatus.passed && isSkipped ? exitStatus.wrongCall : status;
}

/** The error for reports in which nothing was run. */
function nothingRan(reports: readonly Report[], asked: string | undefined): CallError {
  const skipped = reports.flatMap((report) =>
    report.steps
      .filter(({ step, verdict }) => verdict === 'skipped' && (asked ?? step) === step)
      .map((step) => ({ ...step, report })),
  );
  const reasons = skipped.map(({ report, step, message }) => `  ${report.file}: ${step}: ${message}`);
  const what =
    asked === undefined ? `Each step${butCleanup(reports)} was skipped` : `The step ${asked} was skipped`;
  return new CallError(
    'nothing-ran',
    `${what}, so nothing was compared with the page:\n${[...new Set(reasons)].join('\n')}`,
  );
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

function emptiness(all: readonly Pass[], step: string | undefined): string {
  if (step !== undefined) return `no pass with the step ${step} is in it`;
  return `there ${all.length === 1 ? 'is' : 'are'} only ${counted(all.length, 'pass', 'passes')}`;
}

function recordingsOf(guides: readonly Guide[]): Place[] {
  const files = new Set(guides.map(({ file }) => file));
  return [...files].map((file) => ({ what: `--record of ${file}`, file: recordingOf(file) }));
}

/** Writes the recordings and returns an error for each that could not be written. */
function record(guides: readonly Guide[], reports: readonly Report[], status: number): ResultError[] {
  if (status !== exitStatus.passed) {
    say('Nothing was recorded: only a run in which everything passed is.\n');
    return [];
  }
  return guides.flatMap((guide) => {
    const own = reports.filter((report) => report.file === guide.file);
    const file = recordingOf(guide.file);
    try {
      if (own.length > 0) writeRecording(file, makeRecording(guide, own));
      return [];
    } catch (error) {
      return [new ResultError(`The recording could not be written to ${file}`, error)];
    }
  });
}
