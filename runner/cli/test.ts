import { Command } from 'commander';
import type { Guide } from '../../src/guide/model.ts';
import type { Report } from '../../src/guide/protocol.ts';
import { recordingOf } from '../engine/guide-files.ts';
import { type Choices, passesOf, stepsOfPass } from '../engine/plan.ts';
import { CallError, exitStatus } from '../errors.ts';
import { loadGuides, requireSound } from '../guides.ts';
import { exitStatusOf } from '../report/exit-status.ts';
import { makeRecording, writeRecording } from '../report/recording.ts';
import type { Reporter } from '../report/reporter.ts';
import { makeReporters } from '../report/reporters.ts';
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
    .argument('[file...]', 'guide files; every guide of content/ where none is named')
    .option('--target <target>', '`local` or `context=NAME`')
    .option('--kubeconfig <file>', 'where context=NAME is looked up')
    .addOption(clusterNameOption())
    .option('--step <id>', 'only this step, what stands before it, and cleanup')
    .option('--shard <i/n>', 'the I-th of N parts of all passes')
    .option('--record', 'write the recordings that pages show')
    .option('--reporter <format>', 'console, junit[=FILE], json[=FILE], tap[=FILE] or github; may be repeated', collect)
    .action(async (files: string[], options: Options) => {
      process.exitCode = await test(files, options);
    });
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

async function test(files: readonly string[], options: Options): Promise<number> {
  const reporters = await makeReporters(options.reporter ?? []);
  const guides = requireSound(loadGuides(files));
  if (options.step !== undefined) requireStep(guides, options.step);
  const passes = shard(
    guides.flatMap((guide) => passesOf(guide).map((choices) => ({ guide, choices }))),
    options.shard,
  );
  const wanted = options.step === undefined ? passes : passes.filter((pass) => hasStep(pass, options.step as string));
  if (options.record && (options.step !== undefined || options.shard !== undefined)) {
    throw new CallError('bad-option', '--record records whole guides: leave out --step and --shard.');
  }
  if (wanted.length === 0) {
    process.stderr.write('There is nothing to run in this shard.\n');
    return exitStatus.passed;
  }
  // Only now: a call that is wrong is told so in half the time.
  const [{ openTarget }, { runPass }] = await Promise.all([import('../target/open-target.ts'), import('../engine/guide-pass.ts')]);
  const target = await openTarget(options);
  const stop = stopSignal(() => process.stderr.write('\nStopping: cleanup runs first. Once more to leave at once.\n'));
  const reports: Report[] = [];
  for (const { guide, choices } of wanted) {
    if (stop.aborted) break;
    tell(reporters, 'passStarted', { guide, choices, target: target.name, versions: target.versions, steps: stepsOfPass(guide, choices).length });
    const report = await runPass({
      guide,
      target,
      choices,
      signal: stop,
      ...(options.step !== undefined && { until: options.step }),
      listener: {
        stepStarted: (step) => tell(reporters, 'stepStarted', step),
        stepEnded: (step, result) => {
          for (const reporter of reporters) reporter.stepEnded?.(step, result);
        },
      },
    });
    reports.push(report);
    tell(reporters, 'passEnded', report);
  }
  tell(reporters, 'finished', reports);
  const status = exitStatusOf(reports);
  if (options.record) record(guides, reports, stop.aborted ? exitStatus.notPassed : status);
  return stop.aborted && status === exitStatus.passed ? exitStatus.notPassed : status;
}

function tell<K extends 'passStarted' | 'stepStarted' | 'passEnded' | 'finished'>(
  reporters: readonly Reporter[],
  event: K,
  value: Parameters<NonNullable<Reporter[K]>>[0],
): void {
  for (const reporter of reporters) (reporter[event] as ((value: unknown) => void) | undefined)?.(value);
}

function requireStep(guides: readonly Guide[], id: string): void {
  const ids = guides.flatMap((guide) => guide.steps.map((step) => step.id));
  if (!ids.includes(id)) throw new CallError('no-such-step', `No guide has a step ${id}. Steps: ${ids.join(', ')}.`);
}

function hasStep({ guide, choices }: Pass, id: string): boolean {
  return stepsOfPass(guide, choices).some((step) => step.id === id);
}

function shard(passes: readonly Pass[], text: string | undefined): readonly Pass[] {
  if (text === undefined) return passes;
  const found = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(found?.[1]), Number(found?.[2])];
  if (!found || index < 1 || index > count) throw new CallError('bad-option', `--shard ${text}: write I/N with 1 <= I <= N, such as 1/3.`);
  return passes.filter((_, at) => at % count === index - 1);
}

function record(guides: readonly Guide[], reports: readonly Report[], status: number): void {
  if (status !== 0) {
    process.stderr.write('Nothing was recorded: only a run in which everything passed is.\n');
    return;
  }
  for (const guide of guides) {
    const own = reports.filter((report) => report.file === guide.file);
    if (own.length > 0) writeRecording(recordingOf(guide.file), makeRecording(guide, own));
  }
}
