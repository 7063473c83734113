import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this clone, as an absolute path. */
export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));
/** The folder of the guides, as an absolute path. */
export const contentFolder = join(projectFolder, 'content');
