/** A program: serves the pages below `content/` of its own project and follows them, as `serve` does; their steps run on this machine. It ends at SIGTERM. */
import { stopSignal } from '../../runner/cli/stop-signal.ts';
import { loadGuides, requireSound } from '../../runner/guides.ts';
import { followGuides } from '../../runner/server/follow-guides.ts';
import { startServer } from '../../runner/server/server.ts';
import { buildSite, siteFolder } from '../../runner/server/site.ts';
import { loopbackTarget } from './loopback-target.ts';

const say = (text: string) => process.stderr.write(text);
const guides = requireSound(loadGuides([]));
await buildSite(say);
const server = await startServer({
  guides,
  site: siteFolder,
  port: 0,
  choice: { kind: 'opened', target: loopbackTarget() },
  name: 'none',
  kubeconfig: undefined,
  pathBehind: [],
});
const stop = stopSignal(
  () => {},
  () => server.book.drain(),
);
stop.addEventListener('abort', () => void server.close());
process.stdout.write(`Guiderail is ready: ${server.url}\n`);
await followGuides(server, { say, signal: stop });
