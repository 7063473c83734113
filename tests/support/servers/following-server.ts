/**
 * A program: serves the pages of its own project and builds them again when they change, as `serve` does.
 * Steps run on this machine. It ends at SIGTERM.
 */
import { loadGuides, requireSound } from '../../../runner/check/load-guides.ts';
import { followGuides } from '../../../runner/server/site/follow-guides.ts';
import { buildSite, siteFolder } from '../../../runner/server/site/site.ts';
import { loopbackServer, serveUntilStopped } from './loopback-server.ts';

const say = (text: string) => process.stderr.write(text);
const guides = requireSound(loadGuides([]));
await buildSite(say);
const server = await loopbackServer({ guides, site: siteFolder });
await followGuides(server, { say, signal: serveUntilStopped(server) });
