import { makeApp } from '../../../runner/server/app.ts';
import { EventLog } from '../../../runner/server/event-log.ts';
import { Journal } from '../../../runner/server/runs/journal/journal.ts';
import { Runs } from '../../../runner/server/runs/runs.ts';

export interface Route {
  /** The method in upper case; `ALL` means any method. */
  readonly method: string;
  /** `:name` stands for a part that the request fills in, and `*` for any rest. */
  readonly path: string;
}

/** The routes of the server's app, in its own order. */
export function routeTable(): Route[] {
  const log = new EventLog();
  const app = makeApp({
    pairing: { port: 0, token: '' },
    log,
    runs: new Runs([], log, new Journal('.', 'none')),
    site: '.',
    epoch: '',
    version: '',
    target: () => ({ phase: 'recorded', name: 'none', why: '' }),
    closing: AbortSignal.abort(),
  });
  return app.routes.map(({ method, path }) => ({ method, path }));
}

/** A path that matches the route, with `values` in the place of its `:name` parts. */
export function pathOf({ path }: Route, values: Readonly<Record<string, string>>): string {
  return path
    .replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? 'none'))
    .replace('*', 'whatever');
}
