import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../guides/temporary-folder.ts';
import { type Asker, askerOf, guideAt } from './served-guide.ts';
import { serverProcess } from './server-process.ts';
import { type ServingProgram, servingProgram } from './serving-program.ts';

/** A server with one guide, `x/g`, in a process of its own. */
export interface ProgramClient extends Asker {
  readonly program: ServingProgram;
  readonly journals: string;
  /** Starts another one on the same guide and the same journals. */
  readonly again: () => Promise<ProgramClient>;
}

/** Its journals are the test's own. */
export async function serveInProgram(
  guideBody: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ProgramClient> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'site'));
  const file = join(folder, 'g.mdx');
  writeFileSync(file, `---\ntitle: T\n---\n${guideBody}\n`);
  const cache = join(folder, 'cache');
  const start = async (): Promise<ProgramClient> => {
    const program = await servingProgram(
      [...serverProcess.flags, 'tests/support/servers/guide-server.ts', file, join(folder, 'site')],
      {
        GUIDERAIL_CACHE: cache,
        ...serverProcess.env,
        ...env,
      },
    );
    return {
      program,
      journals: join(cache, 'journals'),
      again: start,
      ...askerOf(program, guideAt(file, guideBody)),
    };
  };
  return start();
}
