import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { Guide } from '../../src/guide/model.ts';
import type { TargetState } from '../../src/guide/protocol.ts';
import { CallError } from '../errors.ts';
import { projectFolder } from '../guides.ts';
import { lastWordsMs } from '../limits.ts';
import { cacheFolder } from '../local-cluster/index.ts';
import { makeApp } from './app.ts';
import { EventLog } from './event-log.ts';
import { takeHistory } from './history.ts';
import { Journal } from './journal.ts';
import { LiveTarget, type LiveTargetOptions } from './live-target.ts';
import { RunBook } from './run-book.ts';
import { sitePolicy } from './site.ts';

export interface ServerOptions extends Pick<LiveTargetOptions, 'choice' | 'name' | 'kubeconfig' | 'pathBehind'> {
  readonly guides: readonly Guide[];
  readonly site: string;
  /** 0: any free one. */
  readonly port: number;
  readonly onState?: (state: TargetState) => void;
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT/#token=…` */
  readonly url: string;
  readonly origin: string;
  readonly token: string;
  readonly target: LiveTarget;
  readonly book: RunBook;
  close(): Promise<void>;
}

/** Starts the runner's server on loopback; the target comes to life behind it. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const log = new EventLog();
  const epoch = randomUUID();
  const book = new RunBook(options.guides, log, new Journal(journalFolder(), epoch));
  const closing = new AbortController();
  const token = randomBytes(32).toString('base64url');
  const http = createServer();
  const port = await listen(http, options.port);
  book.recall(
    takeHistory(
      journalFolder(),
      options.guides.map(({ name, file }) => ({ guide: name, file: resolve(file) })),
    ),
  );
  const host = `127.0.0.1:${port}`;
  const target = new LiveTarget({
    ...options,
    onLive: (live) => book.setTarget(live),
    onState: (state) => {
      log.append({ type: 'target', target: state });
      options.onState?.(state);
    },
  });
  const app = makeApp({
    door: { host, token },
    log,
    book,
    site: options.site,
    policy: () => sitePolicy(options.site),
    epoch,
    version: ownVersion(),
    target: () => target.state,
    closing: closing.signal,
  });
  http.on('request', getRequestListener(app.fetch));
  return {
    url: `http://${host}/#token=${token}`,
    origin: `http://${host}`,
    token,
    target,
    book,
    async close() {
      const closed = new Promise((resolve) => http.close(resolve));
      await book.close();
      closing.abort();
      // Pages are told how what ran came to its end; one that does not read is not waited for.
      await Promise.race([closed, pause(lastWordsMs, undefined, { ref: false })]);
      http.closeAllConnections();
      await target.close();
    },
  };
}

async function listen(http: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be listened on (${error.message})`;
      reject(new CallError(`Port ${port} ${why}. Choose another with --port N, or --port 0 for any free one.`));
    });
    http.listen(port, '127.0.0.1', () => resolve((http.address() as AddressInfo).port));
  });
}

function journalFolder(): string {
  return join(cacheFolder(), 'journals');
}

function ownVersion(): string {
  return (JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string }).version;
}
