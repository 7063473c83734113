import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { stream } from 'hono/streaming';
import type { Health, Refusal, RunnerEvent, TargetState } from '../../src/guide/protocol.ts';
import { beatMs, requestLimitBytes } from '../limits.ts';
import type { EventLog } from './event-log.ts';
import { apiGuards, type Expected, type Guard, pairedGuards, refuse } from './guard/guard.ts';
import { requestFacts } from './guard/request-facts.ts';
import type { Refused } from './refused.ts';
import { readPlanRequest, readRunRequest } from './runs/run-request.ts';
import type { Runs } from './runs/runs.ts';
import { siteFiles } from './site/site-files.ts';

export interface AppParts {
  readonly expected: Expected;
  readonly log: EventLog;
  readonly runs: Runs;
  /** Folder of the built site. */
  readonly site: string;
  readonly epoch: string;
  readonly version: string;
  readonly target: () => TargetState;
  /** Ends open event streams when the server goes. */
  readonly closing: AbortSignal;
}

/**
 * The runner's routes: the API, what stands behind the token's guard being for paired pages only, and the
 * built site on the same origin.
 */
export function makeApp(parts: AppParts): Hono<{ Bindings: HttpBindings }> {
  const { expected, log, runs, epoch, version, target } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use('/api/*', async (context, next) => {
    context.header('cache-control', 'no-store');
    await next();
  });
  app.use('/api/*', guarded(expected, apiGuards));
  app.get('/api/health', (context) =>
    context.json<Health>({ guiderail: version, ready: target().phase === 'live' }),
  );
  app.use('/api/*', guarded(expected, pairedGuards));
  app.use(
    '/api/*',
    bodyLimit({ maxSize: requestLimitBytes, onError: (context) => context.json(tooLarge, 413) }),
  );
  app.get('/api/state', (context) => context.json(runs.state({ epoch, version, target: target() })));
  app.get('/api/events', (context) => {
    const after = Number(context.req.query('after') ?? 0);
    if (!Number.isSafeInteger(after) || after < 0)
      return context.json(badRequest('after must be a whole number.'), 400);
    // Nobody reads the stream of an answer without a body: it would wait for ever.
    if (context.req.method === 'HEAD') return context.body(null);
    return streamEvents(context, parts, { after, guide: context.req.query('guide') });
  });
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
  app.post('/api/sessions/:guide/line', async (context) =>
    done(context, runs.line(context.req.param('guide'), await context.req.text())),
  );
  app.post('/api/sessions/:guide/input', async (context) =>
    done(context, runs.keys(context.req.param('guide'), await context.req.text())),
  );
  app.post('/api/sessions/:guide/reset', async (context) =>
    done(context, await runs.reset(context.req.param('guide'))),
  );
  app.all('/api/*', (context) =>
    context.json<Refusal>({ code: 'not-found', message: 'There is no such route.' }, 404),
  );

  const { files, missing } = siteFiles(parts.site);
  // Only for the site. API answers are never compressed: their length could reveal secrets next to text of an
  // attacker (BREACH).
  app.use(etag(), compress(), files);
  app.notFound(missing);
  app.onError((error, context) => {
    // Nobody waits for an answer to what broke off while it was read.
    if (context.env.incoming.complete) process.stderr.write(`${error.stack}\n`);
    return context.json(broken, 500);
  });
  return app;

  function done(context: Context, refused: Refused | undefined): Response {
    return refused ? context.json(refused.refusal, refused.status) : context.json({});
  }

  function streamEvents(
    context: Context,
    { closing }: AppParts,
    { after, guide }: { after: number; guide: string | undefined },
  ): Response {
    context.header('content-type', 'application/x-ndjson');
    return stream(context, async (out) => {
      const gone = new AbortController();
      out.onAbort(() => gone.abort());
      const end = AbortSignal.any([gone.signal, closing]);
      const send = (event: RunnerEvent) => out.write(`${JSON.stringify(event)}\n`);
      const about = () => ({ seq: sent, at: new Date().toISOString() });
      let sent = Math.min(after, log.seq);
      await send({ ...about(), type: 'hello', epoch, version });
      while (!end.aborted) {
        const events = log.after(sent, guide);
        sent = log.seq;
        if (events.length > 0) await out.write(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
        else {
          await log.next(beatMs, end, guide);
          if (!end.aborted && log.after(sent, guide).length === 0) await send({ ...about(), type: 'beat' });
        }
      }
    });
  }
}

/** Lets a request in to what stands behind it if these guards do. */
function guarded(
  expected: Expected,
  guards: readonly Guard[],
): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (context, next) => {
    const refused = refuse(guards, expected, requestFacts(context.env.incoming));
    return refused ? context.json(refused.refusal, refused.status) : next();
  };
}

const tooLarge: Refusal = {
  code: 'too-large',
  message: `A request is at most ${requestLimitBytes} bytes. Nothing was sent on; send less at once.`,
};
const broken: Refusal = {
  code: 'broken',
  message: 'The runner could not do this; it says why where it was started.',
};

function badRequest(message: string): Refusal {
  return { code: 'bad-request', message };
}
