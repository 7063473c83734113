import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../runner/guides.ts';
import { type Asker, askerOf, guideAt } from './served-guide.ts';
import { type ServingProgram, servingProgram } from './serving-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A server with one guide, `x/g`, in a process of its own. */
export interface ProgramClient extends Asker {
  readonly program: ServingProgram;
  readonly journals: string;
  /** Starts another one on the same guide and the same journals. */
  readonly again: () => Promise<ProgramClient>;
}

/** Its journals are the test's own. */
export async function serveInProgram(guideBody: string, env: Readonly<Record<string, string>> = {}): Promise<ProgramClient> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'site'));
  const file = join(folder, 'g.mdx');
  writeFileSync(file, `---\ntitle: T\n---\n${guideBody}\n`);
  const flags = JSON.parse(readFileSync(join(projectFolder, 'runner', 'server-flags.json'), 'utf8')) as string[];
  const cache = join(folder, 'cache');
  const start = async (): Promise<ProgramClient> => {
    const program = await servingProgram([...flags, 'tests/support/guide-server.ts', file, join(folder, 'site')], { GUIDERAIL_CACHE: cache, ...env });
    return { program, journals: join(cache, 'journals'), again: start, ...askerOf(program, guideAt(file, guideBody)) };
  };
  return start();
}
