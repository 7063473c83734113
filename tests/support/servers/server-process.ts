import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../../runner/project.ts';

/** Options and variables that the launcher gives to Node for `serve`, so that its memory stays small. */
export const serverProcess = JSON.parse(
  readFileSync(join(projectFolder, 'runner', 'server', 'server-process.json'), 'utf8'),
) as {
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};
