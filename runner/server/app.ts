import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import type { Health, Refusal, TargetState } from '../../src/guide/protocol.ts';
import { requestLimitBytes } from '../limits.ts';
import { type EventSource, streamEvents } from './event-stream.ts';
import { apiGuards, type Pairing, pairedGuards, type RequestGuard, refuse } from './guard/guard.ts';
import { requestFacts } from './guard/request-facts.ts';
import type { Refused } from './refused.ts';
import { readPlanRequest, readRunRequest } from './runs/requests/run-request.ts';
import type { Runs } from './runs/runs.ts';
import { siteFiles } from './site/site-files.ts';

export interface AppParts extends EventSource {
  readonly pairing: Pairing;
  readonly runs: Runs;
  /** Folder of the built site. */
  readonly site: string;
  readonly target: () => TargetState;
}

type App = Hono<{ Bindings: HttpBindings }>;

/**
 * The routes of the server: the API and, on the same origin, the built site. Only pages with the token reach
 * the API; the route for the server's health needs no token.
 */
export function makeApp(parts: AppParts): App {
  const app: App = new Hono();
  app.use('/api/*', async (context, next) => {
    context.header('cache-control', 'no-store');
    await next();
  });
  app.use('/api/*', guarded(parts.pairing, apiGuards));
  app.get('/api/health', (context) =>
    context.json<Health>({ guiderail: parts.version, ready: parts.target().phase === 'live' }),
  );
  app.use('/api/*', guarded(parts.pairing, pairedGuards));
  app.use(
    '/api/*',
    bodyLimit({ maxSize: requestLimitBytes, onError: (context) => context.json(tooLarge, 413) }),
  );
  addStateRoutes(app, parts);
  addRunRoutes(app, parts.runs);
  addSessionRoutes(app, parts.runs);
  app.all('/api/*', (context) =>
    context.json<Refusal>({ code: 'not-found', message: 'There is no such route.' }, 404),
  );
  addSite(app, parts.site);
  app.onError((error, context) => {
    // If the client left while its request was read, the error is not ours.
    if (context.env.incoming.complete) process.stderr.write(`${error.stack}\n`);
    return context.json(broken, 500);
  });
  return app;
}

function addStateRoutes(app: App, parts: AppParts): void {
  const { runs, epoch, version, target } = parts;
  app.get('/api/state', (context) => context.json(runs.state({ epoch, version, target: target() })));
  app.get('/api/events', (context) => {
    const after = Number(context.req.query('after') ?? 0);
    if (!Number.isSafeInteger(after) || after < 0)
      return context.json(badRequest('after must be a whole number.'), 400);
    // The answer to HEAD has no body, so its stream would have no reader and would never end.
    if (context.req.method === 'HEAD') return context.body(null);
    return streamEvents(context, parts, { after, guide: context.req.query('guide') });
  });
}

function addRunRoutes(app: App, runs: Runs): void {
  app.post('/api/runs', async (context) => {
    const request = readRunRequest(await context.req.text());
    if (typeof request === 'string') return context.json(badRequest(request), 400);
    const answer = runs.request(request);
    return 'refusal' in answer ? context.json(answer.refusal, answer.status) : context.json(answer, 202);
  });
  app.post('/api/plan', async (context) => {
    const request = readPlanRequest(await context.req.text());
    if (typeof request === 'string') return context.json(badRequest(request), 400);
    const answer = runs.plan(request);
    return 'refusal' in answer ? context.json(answer.refusal, answer.status) : context.json(answer);
  });
  app.post('/api/runs/:run/cancel', (context) => done(context, runs.cancel(context.req.param('run'))));
  app.post('/api/runs/:run/input', async (context) =>
    done(context, runs.input(context.req.param('run'), await context.req.text())),
  );
}

function addSessionRoutes(app: App, runs: Runs): void {
  app.post('/api/sessions/:guide/line', async (context) =>
    done(context, runs.line(context.req.param('guide'), await context.req.text())),
  );
  app.post('/api/sessions/:guide/input', async (context) =>
    done(context, runs.keys(context.req.param('guide'), await context.req.text())),
  );
  app.post('/api/sessions/:guide/reset', async (context) =>
    done(context, await runs.reset(context.req.param('guide'))),
  );
}

function addSite(app: App, site: string): void {
  const { files, missing } = siteFiles(site);
  // Only answers of the site are compressed. The length of a compressed API answer could reveal secrets that
  // stand next to text of an attacker (BREACH).
  app.use(etag(), compress(), files);
  app.notFound(missing);
}

/** Refuses a request unless all these guards admit it. */
function guarded(
  pairing: Pairing,
  guards: readonly RequestGuard[],
): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (context, next) => {
    const refused = refuse(guards, pairing, requestFacts(context.env.incoming));
    return refused ? context.json(refused.refusal, refused.status) : next();
  };
}

function done(context: Context, refused: Refused | undefined): Response {
  return refused ? context.json(refused.refusal, refused.status) : context.json({});
}

const tooLarge: Refusal = {
  code: 'too-large',
  message: `A request is at most ${requestLimitBytes} bytes. The text was not sent. Send less at once.`,
};
const broken: Refusal = {
  code: 'broken',
  message: 'The runner could not do this. It printed the reason in the terminal where it was started.',
};

function badRequest(message: string): Refusal {
  return { code: 'bad-request', message };
}
