import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Guide } from '../../src/guide/model.ts';
import type { Refusal, TargetState } from '../../src/guide/protocol.ts';
import { projectFolder } from '../guides.ts';
import { makeApp } from './app.ts';
import { EventLog } from './event-log.ts';
import { guardedListener } from './guarded-listener.ts';
import { makeHttpServer } from './http-server.ts';
import { listenOnLoopback } from './listen.ts';
import { LiveTarget, type LiveTargetOptions } from './live-target.ts';
import type { LoopbackHost } from './loopback.ts';
import { RunBook } from './run-book.ts';
import { sitePolicy } from './site.ts';

export interface ServerOptions extends Pick<LiveTargetOptions, 'choice' | 'name' | 'kubeconfig' | 'pathBehind'> {
  readonly guides: readonly Guide[];
  readonly site: string;
  /** 0: any free one. */
  readonly port: number;
  /** What the printed address calls this machine (127.0.0.1); the server answers to every name of its loopback. */
  readonly host?: LoopbackHost;
  readonly onState?: (state: TargetState) => void;
}

export interface RunningServer {
  /** `http://HOST:PORT/#token=…` */
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
  const book = new RunBook(options.guides, log);
  const closing = new AbortController();
  const token = randomBytes(32).toString('base64url');
  const { host = '127.0.0.1' } = options;
  const { servers, port } = await listenOnLoopback(makeHttpServer, { host, port: options.port });
  const origin = `http://${host}:${port}`;
  const target = new LiveTarget({
    ...options,
    onLive: (live) => book.setTarget(live),
    onState: (state) => {
      log.append({ type: 'target', target: state });
      options.onState?.(state);
    },
  });
  const door = { port, token };
  const policy = () => sitePolicy(options.site);
  const app = makeApp({
    door,
    log,
    book,
    site: options.site,
    epoch: randomUUID(),
    version: ownVersion(),
    target: () => target.state,
    closing: closing.signal,
  });
  const listener = guardedListener({ door, policy, inside: getRequestListener(app.fetch, { errorHandler: unreadable }) });
  for (const http of servers) http.on('request', listener);
  return {
    url: `${origin}/#token=${token}`,
    origin,
    token,
    target,
    book,
    async close() {
      closing.abort();
      for (const http of servers) {
        http.close();
        http.closeAllConnections();
      }
      await book.close();
      await target.close();
    },
  };
}

/** The answer to what cannot be read as a request, such as an address that is none. */
function unreadable(): Response {
  return Response.json({ code: 'bad-request', message: 'The address of the request cannot be read.' } satisfies Refusal, { status: 400 });
}

function ownVersion(): string {
  return (JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string }).version;
}
