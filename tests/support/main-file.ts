import { programFile } from '../../runner/bundled-program.mjs';
import { projectFolder } from '../../runner/guides.ts';

/** What `npx guiderail` starts: the bundle that `npm test` puts together first. */
export const mainFile = programFile(projectFolder);
