import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { Guide } from '../../src/guide/model.ts';
import type { Refusal, SiteState, TargetState } from '../../src/guide/protocol.ts';
import { messageOf, TargetError } from '../errors.ts';
import { lastWordsMs } from '../limits.ts';
import { cacheFolder } from '../local-cluster/index.ts';
import { projectFolder } from '../project.ts';
import { makeApp } from './app.ts';
import { EventLog } from './event-log.ts';
import { guardedListener } from './guard/guarded-listener.ts';
import { makeHttpServer } from './guard/http-server.ts';
import { listenOnLoopback } from './guard/listen.ts';
import type { LoopbackHost } from './guard/loopback.ts';
import { LiveTarget, type LiveTargetOptions } from './live-target.ts';
import { takeHistory } from './runs/journal/history.ts';
import { Journal, journalGuide } from './runs/journal/journal.ts';
import { Runs } from './runs/runs.ts';
import { sitePolicy } from './site/site.ts';

export interface ServerOptions
  extends Pick<LiveTargetOptions, 'choice' | 'name' | 'kubeconfig' | 'pathBehind'> {
  readonly guides: readonly Guide[];
  readonly site: string;
  /** The port of the server; 0: any free port. */
  readonly port: number;
  /**
   * The name of this machine in the printed address (127.0.0.1). The server answers to all loopback names.
   */
  readonly host?: LoopbackHost;
  readonly onState?: (state: TargetState) => void;
}

export interface RunningServer {
  /** `http://HOST:PORT/#token=…` */
  readonly url: string;
  readonly origin: string;
  readonly token: string;
  readonly target: LiveTarget;
  readonly runs: Runs;
  /** Sends the state of the site to the open pages. */
  readonly sendSiteState: (site: SiteState) => void;
  close(): Promise<void>;
}

/** Starts the runner's server on loopback. The target is opened in the background. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const log = new EventLog();
  const epoch = randomUUID();
  const runs = new Runs(options.guides, log, new Journal(journalFolder(), epoch));
  const closing = new AbortController();
  const token = randomBytes(32).toString('base64url');
  const { host = '127.0.0.1' } = options;
  makeSiteFolder(options.site);
  const { servers, port } = await listenOnLoopback(makeHttpServer, { host, port: options.port });
  const origin = `http://${host}:${port}`;
  runs.recall(takeHistory(journalFolder(), options.guides.map(journalGuide)));
  const target = new LiveTarget({
    ...options,
    onLive: (live) => runs.setTarget(live),
    onState: (state) => {
      log.append({ type: 'target', target: state });
      options.onState?.(state);
    },
  });
  const pairing = { port, token };
  const policy = () => sitePolicy(options.site);
  const app = makeApp({
    pairing,
    log,
    runs,
    site: options.site,
    epoch,
    version: ownVersion(),
    target: () => target.state,
    closing: closing.signal,
  });
  const listener = guardedListener({
    pairing,
    policy,
    inside: getRequestListener(app.fetch, { errorHandler: unreadable }),
  });
  for (const http of servers) http.on('request', listener);
  return {
    url: `${origin}/#token=${token}`,
    origin,
    token,
    target,
    runs,
    sendSiteState: (site) => log.append({ type: 'site', site }),
    close: () => stop({ servers, runs, target, closing }),
  };
}

/** Ends all sessions, then the servers, then the target. */
async function stop({
  servers,
  runs,
  target,
  closing,
}: {
  servers: readonly Server[];
  runs: Runs;
  target: LiveTarget;
  closing: AbortController;
}): Promise<void> {
  const closed = Promise.all(servers.map((http) => new Promise((resolve) => http.close(resolve))));
  try {
    await runs.close();
  } finally {
    closing.abort();
    // The open pages get the last events. Do not wait for a page that does not read them.
    await Promise.race([closed, pause(lastWordsMs, undefined, { ref: false })]);
    for (const http of servers) http.closeAllConnections();
    await target.close();
  }
}

/** The answer to a request that cannot be read, for example because its address is not valid. */
function unreadable(): Response {
  return Response.json(
    { code: 'bad-request', message: 'The address of the request cannot be read.' } satisfies Refusal,
    { status: 400 },
  );
}

/**
 * Makes the folder of the site, which may not be built yet: Hono warns about a missing folder. Call it before
 * the server listens, because a listening server keeps the program alive.
 */
function makeSiteFolder(site: string): void {
  try {
    mkdirSync(site, { recursive: true });
  } catch (error) {
    throw new TargetError(
      'site-build',
      `The folder ${site} for the site cannot be made: ${messageOf(error)}. Make sure that it can be ` +
        'written.',
    );
  }
}

function journalFolder(): string {
  return join(cacheFolder(), 'journals');
}

function ownVersion(): string {
  return (JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string })
    .version;
}
