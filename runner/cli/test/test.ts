import { Command } from 'commander';
import type { Guide } from '../../../src/guide/model.ts';
import { formatWarning } from '../../../src/guide/problem.ts';
import { loadGuides, requireSound } from '../../check/load-guides.ts';
import { clusterTargetHelp } from '../../cluster/open-target.ts';
import { CallError, exitStatus, messageWithCode } from '../../errors.ts';
import { say } from '../../io/standard-output.ts';
import { requirePlaces } from '../../report/places.ts';
import { ReporterSet } from '../../report/reporter-set.ts';
import { acceptedFormats } from '../../report/reporters.ts';
import { clusterNameOption } from '../cluster-name.ts';
import { emptyShardSentence, selectPasses } from './passes.ts';
import { recordingPlaces, writeRecordings } from './recordings.ts';
import { type PassesRun, runPasses } from './run-passes.ts';
import { nothingRan, testStatus } from './test-status.ts';

interface Options {
  readonly target?: string;
  readonly kubeconfig?: string;
  readonly name?: string;
  readonly step?: string;
  readonly shard?: string;
  readonly record?: true;
  readonly reporter?: readonly string[];
}

export function testCommand(): Command {
  return new Command('test')
    .description('run guides unattended and judge every command against the page')
    .argument('[file...]', 'guide files; if none is named, all guides of content/')
    .option('--target <target>', clusterTargetHelp)
    .option('--kubeconfig <file>', 'the kubeconfig in which context=NAME is looked up')
    .addOption(clusterNameOption())
    .option('--step <id>', 'only this step, the steps before it, and cleanup')
    .option('--shard <i/n>', 'the I-th of N parts of all passes')
    .option('--record', 'write the recordings that pages show')
    .option('--reporter <format>', `${acceptedFormats('[=FILE]')}; may be repeated`, collect)
    .action(async (files: string[], options: Options) => {
      process.exitCode = await test(files, options);
    });
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

async function test(files: readonly string[], options: Options): Promise<number> {
  const reporters = await ReporterSet.open(options.reporter ?? []);
  const loaded = loadGuides(files);
  const guides = requireGuides(requireSound(loaded));
  const passes = selectPasses(guides, options);
  requireWholeRecording(options);
  requirePlaces(
    [...reporters.places, ...(options.record ? recordingPlaces(guides) : [])],
    guides.map(({ file }) => file),
  );
  for (const warning of loaded.flatMap(({ warnings }) => warnings)) say(`${formatWarning(warning)}\n`);

  const { reports, stop }: Partial<PassesRun> & Pick<PassesRun, 'reports'> =
    passes.length === 0 ? { reports: [] } : await runPasses(passes, options, reporters);
  reporters.emit('finished', reports);
  const status = testStatus({ reports, isStopped: stop?.aborted ?? false, step: options.step });

  // Write the recordings first: a report on a pipe may wait for its reader.
  const unrecorded = options.record ? record(guides, reports, status) : [];
  const unwritten = [...(await reporters.end(stop)), ...unrecorded];
  if (passes.length === 0) say(`${emptyShardSentence(guides, options)}\n`);
  else if (status === exitStatus.wrongCall) sayNothingRan(reports, options.step);
  for (const error of unwritten) say(`${messageWithCode(error)}\n`);
  return unwritten.length > 0 ? exitStatus.broken : status;
}

function requireGuides(guides: readonly Guide[]): readonly Guide[] {
  if (guides.length > 0) return guides;
  throw new CallError(
    'no-such-guide',
    'There is no guide in content/. Write one there, or name the files of guides.',
  );
}

function requireWholeRecording({ record: isRecorded, step, shard }: Options): void {
  if (isRecorded && (step !== undefined || shard !== undefined))
    throw new CallError('bad-option', '--record records whole guides: leave out --step and --shard.');
}

function record(guides: readonly Guide[], reports: PassesRun['reports'], status: number): Error[] {
  if (status === exitStatus.passed) return writeRecordings(guides, reports);
  say('Nothing was recorded, because not everything passed.\n');
  return [];
}

function sayNothingRan(reports: PassesRun['reports'], step: string | undefined): void {
  const error = nothingRan(reports, step);
  if (error) say(`${messageWithCode(error)}\n`);
}
