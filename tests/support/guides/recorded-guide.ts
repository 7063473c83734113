import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordingOf } from '../../../src/guide/page/guide-files.ts';
import type { Recording } from '../../../src/guide/report.ts';
import { guideOf } from './guide-text.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface Recorded {
  readonly output: string;
  readonly exit?: number;
}

/**
 * Writes a guide file of these fences, and a recording with these outputs of each step. Fences start at line
 * 4.
 */
export function recordedGuide(
  fences: readonly string[],
  outputs?: Readonly<Record<string, readonly Recorded[]>>,
  change = (text: string) => text,
): string {
  const body = fences.join('\n');
  const file = join(temporaryFolder(), 'g.mdx');
  writeFileSync(file, `---\ntitle: Guide\n---\n${change(body)}\n`);
  if (outputs) writeFileSync(recordingOf(file), JSON.stringify(recordingFor(body, outputs)));
  return file;
}

function recordingFor(body: string, outputs: Readonly<Record<string, readonly Recorded[]>>): Recording {
  const hashes = new Map(guideOf(body).guide.steps.map(({ id, hash }) => [id, hash]));
  const steps = Object.entries(outputs).map(([id, commands]) => {
    const hash = hashes.get(id);
    if (hash === undefined) throw new Error(`No step ${id}.`);
    return [
      id,
      { hash, ms: 1, commands: commands.map(({ output, exit = 0 }) => ({ output, exit, ms: 1 })) },
    ] as const;
  });
  return {
    guide: 'g',
    recordedAt: '2026-11-22T16:43:30Z',
    versions: { kubernetes: '1.35.4' },
    steps: Object.fromEntries(steps),
  };
}
