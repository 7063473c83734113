import { makeApp } from '../../../runner/server/app.ts';
import { EventLog } from '../../../runner/server/event-log.ts';
import { Journal } from '../../../runner/server/runs/journal.ts';
import { RunBook } from '../../../runner/server/runs/run-book.ts';

export interface Route {
  /** In capitals; `ALL`: any. */
  readonly method: string;
  /** With `:name` for a part that a request fills in, and `*` for whatever follows. */
  readonly path: string;
}

/** What the server's app itself says that it answers to, in its order. */
export function routeTable(): Route[] {
  const log = new EventLog();
  const app = makeApp({
    expected: { port: 0, token: '' },
    log,
    book: new RunBook([], log, new Journal('.', 'none')),
    site: '.',
    epoch: '',
    version: '',
    target: () => ({ phase: 'recorded', name: 'none', why: '' }),
    closing: AbortSignal.abort(),
  });
  return app.routes.map(({ method, path }) => ({ method, path }));
}

/** A path of the route, with these values where it has a `:name`. */
export function pathOf({ path }: Route, values: Readonly<Record<string, string>>): string {
  return path
    .replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? 'none'))
    .replace('*', 'whatever');
}
