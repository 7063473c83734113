import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Target } from '../../../runner/cluster/target.ts';
import type { RunningServer } from '../../../runner/server/server.ts';
import type { Guide } from '../../../src/guide/model.ts';
import { parseGuide } from '../../../src/guide/parse-guide.ts';
import type { RunAnswer, RunnerEvent, RunnerState, RunRequest } from '../../../src/guide/protocol.ts';
import type { StepResult } from '../../../src/guide/result.ts';
import { loopbackTarget } from '../clusters/loopback-target.ts';
import { temporaryFolder } from '../guides/temporary-folder.ts';
import { serverWithoutTarget } from './loopback-server.ts';

/** A client of a server with one guide, `x/g`. */
export interface Asker {
  call(path: string, init?: RequestInit): Promise<Response>;
  run(step: string, change?: Partial<RunRequest>): Promise<Response>;
  /** Reads the events with numbers above `after` until one of them is `enough`. */
  events(after: number, enough: (event: RunnerEvent) => boolean): Promise<RunnerEvent[]>;
  ended(run: string): Promise<StepResult>;
  hash(step: string): string;
}

export interface Client extends Asker {
  readonly server: RunningServer;
  readonly file: string;
}

export interface ServedGuideOptions {
  readonly live?: boolean;
  readonly target?: Target;
  /** The value of `guide` in the front matter. */
  readonly guide?: string;
  /** Folder of the site. The default site has only a front page. */
  readonly site?: string;
}

/** Starts, for one test, the real server with a guide of these steps. By default no cluster is needed. */
export async function serveGuide(
  guideBody: string,
  { live = true, site, target = loopbackTarget(), guide: front = '{}' }: ServedGuideOptions = {},
): Promise<Client> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site', 'index.html'), '<h1>page</h1>');
  const file = join(folder, 'g.mdx');
  const guide = guideAt(file, guideBody, front);
  const server = await serverWithoutTarget({ guides: [guide], site: site ?? join(folder, 'site') });
  onTestFinished(() => server.close());
  if (live) server.runs.setTarget(target);
  return { server, file, ...askerOf(server, guide) };
}

/** Parses a guide with these steps under the name `x/g`. */
export function guideAt(file: string, guideBody: string, front = '{}'): Guide {
  return parseGuide(`---\ntitle: T\nguide: ${front}\n---\n${guideBody}\n`, { file, name: 'x/g' }).guide;
}

export function askerOf(server: Pick<RunningServer, 'origin' | 'token'>, guide: Guide): Asker {
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${server.origin}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${server.token}`, ...init.headers },
    });
  // The client keeps results and reads only later events. Otherwise a thousand runs would read half a million
  // events.
  const results = new Map<string, StepResult>();
  let heard = 0;
  const hash = (step: string) => guide.steps.find(({ id }) => id === step)?.hash ?? 'none';
  const events = async (after: number, enough: (event: RunnerEvent) => boolean) => {
    const stop = new AbortController();
    const response = await call(`/api/events?after=${after}`, { signal: stop.signal });
    const seen: RunnerEvent[] = [];
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      seen.push(...lines.map((line) => JSON.parse(line) as RunnerEvent));
      if (seen.some(enough)) break;
    }
    stop.abort();
    return seen;
  };
  return {
    call,
    events,
    hash,
    run: (step, change = {}) =>
      call('/api/runs', {
        method: 'POST',
        body: JSON.stringify({
          guide: 'x/g',
          step,
          hash: hash(step),
          key: `${step}-${Math.random()}`,
          mode: 'only',
          ...change,
        }),
      }),
    ended: async (run) => {
      if (!results.has(run)) {
        const seen = await events(heard, (event) => event.type === 'run-ended' && event.run === run);
        for (const event of seen) if (event.type === 'run-ended') results.set(event.run, event.result);
        heard = Math.max(heard, ...seen.map(({ seq }) => seq));
      }
      return results.get(run) as StepResult;
    },
  };
}

/** The runs that an accepted request queued. */
export async function runsOf(response: Response): Promise<RunAnswer['runs']> {
  expect(response.status).toBe(202);
  return ((await response.json()) as RunAnswer).runs;
}

/** Runs a step and waits for its result. */
export async function runStep(
  client: Asker,
  step: string,
  change: Partial<RunRequest> = {},
): Promise<StepResult> {
  const [run] = await runsOf(await client.run(step, change));
  return client.ended(run?.run ?? '');
}

/** The server's state, as pages get it. */
export async function stateOf({ call }: Asker): Promise<RunnerState> {
  return (await (await call('/api/state')).json()) as RunnerState;
}

/** Resets the session of the guide. */
export function resetSession({ call }: Asker): Promise<Response> {
  return call(`/api/sessions/${encodeURIComponent('x/g')}/reset`, { method: 'POST' });
}
