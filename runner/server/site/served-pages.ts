import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pageDigest } from '../../../src/guide/page/page-digest.ts';
import { pagePaths } from '../../../src/guide/page/page-files.ts';
import { pageAddress, pageName, placeOf } from '../../../src/guide/page/page-name.ts';
import type { SiteState } from '../../../src/guide/protocol.ts';
import { contentFolder } from '../../project.ts';
import { siteFolder } from './site.ts';

/** The digest of each page that is served, by its address. A draft is not served. */
export function servedPages(): NonNullable<SiteState['pages']> {
  const served = pagePaths(contentFolder).filter((path) =>
    existsSync(join(siteFolder, placeOf(path).replace(/^index$/, ''), 'index.html')),
  );
  return Object.fromEntries(
    served.map((path) => [pageAddress(pageName(path)), pageDigest(join(contentFolder, path))]),
  );
}
