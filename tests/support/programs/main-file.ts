import { join } from 'node:path';
import { projectFolder } from '../../../runner/project.ts';

/** The program that the launcher (`guiderail.mjs`) starts. */
export const mainFile = join(projectFolder, 'runner', 'main.ts');
