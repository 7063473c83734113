import { readFileSync } from 'node:fs';
import type { Guide } from '../../src/guide/model.ts';
import type { RecordedStep, Recording, Report } from '../../src/guide/report.ts';
import { replaceFile } from '../io/replace-file.ts';

/** The recording of a guide from the reports of its passes. It has only the steps that passed. */
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
  replaceFile(file, `${JSON.stringify(recording, null, 2)}\n`);
}

/** Reads a recording; `undefined` if there is no such file. Throws if the file is no recording. */
export function readRecording(file: string): Recording | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const recording: unknown = JSON.parse(text);
  if (!isRecording(recording)) throw new Error('it is not a recording');
  return recording;
}

/** Checks only the parts of a recording that are judged again. */
function isRecording(value: unknown): value is Recording {
  if (!isObject(value) || !isObject(value['versions']) || !isObject(value['steps'])) return false;
  return Object.values(value['steps']).every(
    (step) =>
      isObject(step) &&
      typeof step['hash'] === 'string' &&
      Array.isArray(step['commands']) &&
      step['commands'].every(isRecordedCommand),
  );
}

function isRecordedCommand(value: unknown): boolean {
  return isObject(value) && typeof value['output'] === 'string' && typeof value['exit'] === 'number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
