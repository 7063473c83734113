import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Guide } from '../../../src/guide/model.ts';
import { parseGuide } from '../../../src/guide/parse-guide.ts';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * Writes a guide with these fences into a temporary file. `guide` is the value of that key in the front
 * matter.
 */
export function guideFile(
  fences: readonly string[],
  { guide: front = '{}', name = 'fixture' }: { guide?: string; name?: string } = {},
): { file: string; guide: Guide } {
  const file = join(temporaryFolder(), `${name}.mdx`);
  const text = `---\ntitle: Fixture\nguide: ${front}\n---\n\n${fences.join('\n\n')}\n`;
  writeFileSync(file, text);
  const { guide, problems } = parseGuide(text, { file, name });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return { file, guide };
}
