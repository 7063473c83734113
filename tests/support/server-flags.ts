import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../runner/guides.ts';

/** What `guiderail serve` gives to Node. */
export const serverFlags = JSON.parse(readFileSync(join(projectFolder, 'runner', 'server-flags.json'), 'utf8')) as string[];
