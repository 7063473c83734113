// Runs on any Node from 20 on: the packages are installed by what this says.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * `$GUIDERAIL_CACHE`, else `guiderail` in the XDG cache folder (XDG Base Directory Specification).
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
export function cacheFolder(env = process.env) {
  if (env.GUIDERAIL_CACHE) return resolve(env.GUIDERAIL_CACHE);
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'guiderail');
}
