import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { type RunningServer, startServer } from '../../runner/server/server.ts';
import type { Target } from '../../runner/target/target.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import type { RunAnswer, RunnerEvent, RunRequest, StepResult } from '../../src/guide/protocol.ts';
import { loopbackTarget } from './loopback-target.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A program that talks to a server with one guide, `x/g`. */
export interface Client {
  readonly server: RunningServer;
  call(path: string, init?: RequestInit): Promise<Response>;
  run(step: string, change?: Partial<RunRequest>): Promise<Response>;
  /** Reads events until `enough`, from `after` on. */
  events(after: number, enough: (event: RunnerEvent) => boolean): Promise<RunnerEvent[]>;
  ended(run: string): Promise<StepResult>;
  hash(step: string): string;
  readonly file: string;
}

/** The real server with one guide of these steps, for one test; its target is put in by hand, so that no cluster is needed. */
export async function serveGuide(guideBody: string, { live = true, target = loopbackTarget() }: { live?: boolean; target?: Target } = {}): Promise<Client> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site', 'index.html'), '<h1>page</h1>');
  const { guide } = parseGuide(`---\ntitle: T\n---\n${guideBody}\n`, { file: join(folder, 'g.mdx'), name: 'x/g' });
  const server = await startServer({
    guides: [guide],
    site: join(folder, 'site'),
    port: 0,
    choice: { kind: 'recorded' },
    name: 'none',
    kubeconfig: undefined,
    pathBehind: [],
  });
  onTestFinished(() => server.close());
  if (live) server.book.setTarget(target);
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${server.origin}${path}`, { ...init, headers: { authorization: `Bearer ${server.token}`, ...init.headers } });
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
    server,
    call,
    events,
    file: join(folder, 'g.mdx'),
    hash: (step) => guide.steps.find(({ id }) => id === step)?.hash ?? 'none',
    run: (step, change = {}) => {
      const hash = guide.steps.find(({ id }) => id === step)?.hash ?? 'none';
      return call('/api/runs', {
        method: 'POST',
        body: JSON.stringify({ guide: 'x/g', step, hash, key: `${step}-${Math.random()}`, mode: 'only', ...change }),
      });
    },
    ended: async (run) => {
      const seen = await events(0, (event) => event.type === 'run-ended' && event.run === run);
      return seen.find((event) => event.type === 'run-ended' && event.run === run)?.['result' as never] as unknown as StepResult;
    },
  };
}

/** The runs that an accepted request queued. */
export async function runsOf(response: Response): Promise<RunAnswer['runs']> {
  expect(response.status).toBe(202);
  return ((await response.json()) as RunAnswer).runs;
}
