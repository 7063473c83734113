import { readFileSync, writeFileSync } from 'node:fs';
import type { Guide } from '../../src/guide/model.ts';
import type { RecordedStep, Recording, Report } from '../../src/guide/protocol.ts';

/** The recording of a guide from the reports of its passes: only steps that passed, each with its hash. */
export function makeRecording(guide: Guide, reports: readonly Report[]): Recording {
  const hashOf = new Map(guide.steps.map(({ id, hash }) => [id, hash]));
  const steps: Record<string, RecordedStep> = {};
  for (const result of reports.flatMap((report) => report.steps)) {
    const hash = hashOf.get(result.step);
    if (hash === undefined || result.verdict !== 'passed' || result.step in steps) continue;
    steps[result.step] = {
      hash,
      ms: result.ms,
      commands: result.commands.map(({ output, exit, ms }) => ({ output, exit: exit ?? 0, ms })),
    };
  }
  const [first] = reports;
  return { guide: guide.name, recordedAt: first?.startedAt ?? '', versions: first?.versions ?? {}, steps };
}

export function writeRecording(file: string, recording: Recording): void {
  writeFileSync(file, `${JSON.stringify(recording, null, 2)}\n`);
}

/** `undefined` where there is none yet. */
export function readRecording(file: string): Recording | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Recording;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
