import { originInfo } from '../cluster/open-target.ts';
import { exitStatus } from '../errors.ts';
import { type Cleaned, type CleanOptions, cannotClean, cleanPass } from './clean-pass.ts';
import { deadRecords } from './pass-record.ts';

/**
 * Reports what the guides of dead runners left in clusters, and removes it unless `onlyList`. Removes objects
 * with an unknown maker only if the user confirms them.
 */
export async function cleanClusters(options: CleanOptions): Promise<Cleaned> {
  const all: Cleaned[] = [];
  const seen = new Set<string>();
  const records = deadRecords().filter(
    ({ origin }) => options.only === undefined || originInfo(origin).clusterName === options.only,
  );
  for (const record of records)
    all.push(await cleanPass(record, options, seen).catch((error: unknown) => cannotClean(record, error)));
  const worst = [exitStatus.broken, exitStatus.leftovers].find((each) =>
    all.some((cleaned) => cleaned.status === each),
  );
  const unusedConfirmations = (options.confirmed ?? [])
    .filter((uid) => !seen.has(uid))
    .map((uid) => `--confirm ${uid}: no object that a guide may have made has this UID`);
  return {
    lines: [...all.flatMap(({ lines }) => lines), ...unusedConfirmations],
    status: worst ?? exitStatus.passed,
  };
}
