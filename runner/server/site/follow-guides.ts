import { existsSync } from 'node:fs';
import type { Guide } from '../../../src/guide/model.ts';
import { formatProblem, formatWarning } from '../../../src/guide/problem.ts';
import type { SiteState } from '../../../src/guide/protocol.ts';
import { GuideProblemsError, type LoadedGuide, loadGuides, requireSound } from '../../check/load-guides.ts';
import { messageOf } from '../../errors.ts';
import { contentFolder } from '../../project.ts';
import { servedPages } from './served-pages.ts';
import { buildSite, isSiteBuilt } from './site.ts';
import { type FolderChange, watchFolder } from './watch-folder.ts';

/** The parts of a running server that show changed guides. */
interface FollowingServer {
  readonly runs: { replaceGuides(guides: readonly Guide[]): void };
  readonly sendSiteState: (site: SiteState) => void;
}

/**
 * Follows the guides' files while the server runs. After each change it builds the site, gives the guides to
 * the sessions and sends the new state to the open pages. Results of changed steps become stale, an added
 * guide can be run, and a removed guide cannot. If files have problems, it prints them and changes nothing.
 * It prints a warning once, and again only if the warning was gone meanwhile. Resolves only when `signal`
 * aborts.
 */
export async function followGuides(
  { runs, sendSiteState }: FollowingServer,
  { say, signal }: { say: (text: string) => void; signal: AbortSignal },
): Promise<void> {
  let served: { readonly pages?: ReturnType<typeof servedPages> } = {};
  let warned = new Set<string>();
  const warn = (loaded: readonly LoadedGuide[]) => {
    const warnings = loaded.flatMap((each) => each.warnings.map(formatWarning));
    for (const warning of warnings) if (!warned.has(warning)) say(`${warning}\n`);
    warned = new Set(warnings);
  };
  const update = async ({ paths, isStill }: FolderChange) => {
    try {
      const loaded = contentGuides();
      const guides = requireSound(loaded);
      warn(loaded);
      if (!(await isSiteBuilt())) {
        sendSiteState({
          ...served,
          pending: { state: 'building', files: paths.map((path) => `content/${path}`) },
        });
        await buildSite(say);
      }
      runs.replaceGuides(guides);
      served = { pages: servedPages() };
      sendSiteState(served);
    } catch (error) {
      // Ignore a file that was only partly written, or was deleted while we read it: the next call reports
      // its new state.
      if (!(await isStill())) return;
      const problems =
        error instanceof GuideProblemsError ? error.problems.map(formatProblem) : [messageOf(error)];
      say(`The pages stay as they are:\n${problems.join('\n')}\n`);
      sendSiteState({ ...served, pending: { state: 'refused', problems } });
    }
  };
  warn(loadGuides([]));
  await watchFolder(contentFolder, { onChange: update, signal });
}

function contentGuides(): LoadedGuide[] {
  if (!existsSync(contentFolder))
    throw new Error(`There is no folder ${contentFolder}. The pages follow it again when it is back.`);
  return loadGuides([]);
}
