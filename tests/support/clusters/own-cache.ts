import { onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../guides/temporary-folder.ts';

/** Gives the test its own cache, so that other tests do not find the records of its passes. */
export function ownCache(): string {
  const cache = temporaryFolder();
  vi.stubEnv('GUIDERAIL_CACHE', cache);
  onTestFinished(() => void vi.unstubAllEnvs());
  return cache;
}
