import { stopSignal } from '../../../runner/cli/stop-signal.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../../runner/server/server.ts';
import { loopbackTarget } from '../clusters/loopback-target.ts';

type Served = Pick<ServerOptions, 'guides' | 'site'>;

/** Starts a server on a free port. By default its steps run on this machine. */
export function loopbackServer(served: Served, target = loopbackTarget()): Promise<RunningServer> {
  return serverOn({ kind: 'opened', target }, served);
}

/** Starts a server on a free port that has no target, until a test sets one. */
export function serverWithoutTarget(served: Served): Promise<RunningServer> {
  return serverOn({ kind: 'recorded' }, served);
}

function serverOn(choice: ServerOptions['choice'], served: Served): Promise<RunningServer> {
  return startServer({
    ...served,
    port: 0,
    choice,
    name: 'none',
    kubeconfig: undefined,
    pathBehind: [],
  });
}

/** Prints the address as `serve` does. SIGTERM closes the server and aborts the returned signal. */
export function serveUntilStopped(server: RunningServer): AbortSignal {
  const stop = stopSignal(
    () => {},
    () => server.runs.drain(),
  );
  stop.addEventListener('abort', () => void server.close());
  process.stdout.write(`Guiderail is ready: ${server.url}\n`);
  return stop;
}
