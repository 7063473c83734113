/**
 * A program: `guide-server.ts FILE SITE` serves the guide in FILE under the name `x/g`, and the site in the
 * folder SITE. Steps run on this machine. It ends at SIGTERM.
 */
import { readFileSync } from 'node:fs';
import { parseGuide } from '../../../src/guide/parse-guide.ts';
import { loopbackServer, serveUntilStopped } from './loopback-server.ts';

const [file = '', site = ''] = process.argv.slice(2);
const { guide } = parseGuide(readFileSync(file, 'utf8'), { file, name: 'x/g' });
serveUntilStopped(await loopbackServer({ guides: [guide], site }));
