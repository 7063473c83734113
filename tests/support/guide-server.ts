/** A program: `guide-server.ts FILE SITE` serves the guide `x/g` in FILE and the folder SITE; its steps run on this machine. It ends at SIGTERM. */
import { readFileSync } from 'node:fs';
import { stopSignal } from '../../runner/cli/stop-signal.ts';
import { startServer } from '../../runner/server/server.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { loopbackTarget } from './loopback-target.ts';

const [file = '', site = ''] = process.argv.slice(2);
const { guide } = parseGuide(readFileSync(file, 'utf8'), { file, name: 'x/g' });
const server = await startServer({
  guides: [guide],
  site,
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
