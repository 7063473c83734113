import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../../runner/project.ts';
import type { Guide } from '../../../src/guide/model.ts';
import { fence } from '../guides/guide-text.ts';
import { temporaryFolder } from '../guides/temporary-folder.ts';
import { guideAt } from './served-guide.ts';
import { serverProcess } from './server-process.ts';
import { type ServingProgram, servingProgram } from './serving-program.ts';

/** Starts a server process, as `serve` does, with one page and with a guide of one step, `a`. */
export async function serveOne(): Promise<{ readonly program: ServingProgram; readonly guide: Guide }> {
  const folder = temporaryFolder();
  const file = join(folder, 'g.mdx');
  const site = join(folder, 'site');
  const body = fence('$ true', 'id=a');
  mkdirSync(site);
  writeFileSync(join(site, 'index.html'), '<h1>page</h1>');
  writeFileSync(file, `---\ntitle: T\n---\n${body}\n`);
  return {
    program: await servingProgram(
      [
        ...serverProcess.flags,
        join(projectFolder, 'tests', 'support', 'servers', 'guide-server.ts'),
        file,
        site,
      ],
      serverProcess.env,
    ),
    guide: guideAt(file, body),
  };
}
