import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../guides/temporary-folder.ts';
import { type Asker, askerOf, guideAt } from './served-guide.ts';
import { serverProcess } from './server-process.ts';
import { type ServingProgram, servingProgram } from './serving-program.ts';

/** A client of a server process with one guide, `x/g`. */
export interface ProgramClient extends Asker {
  readonly program: ServingProgram;
  readonly journals: string;
  /** Starts another server process with the same guide and the same journals. */
  readonly again: () => Promise<ProgramClient>;
}

/** Starts a server process for one test, with a cache and journals of its own. */
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
