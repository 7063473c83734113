import { readFileSync } from 'node:fs';
import type { Guide } from '../../src/guide/model.ts';
import type { RecordedStep, Recording, Report } from '../../src/guide/report.ts';
import { replaceFile } from '../io/replace-file.ts';

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
  replaceFile(file, `${JSON.stringify(recording, null, 2)}\n`);
}

/** `undefined` where there is none yet. Throws where there is something else. */
export function readRecording(file: string): Recording | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const recording: unknown = JSON.parse(text);
  if (!isRecording(recording)) throw new Error('it holds something else than recorded steps');
  return recording;
}

/** Of all that a recording says, what is judged again. */
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
