import { stopSignal } from '../../../runner/cli/stop-signal.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../../runner/server/server.ts';
import { loopbackTarget } from '../clusters/loopback-target.ts';

/** Starts a server on a free port. Its steps run on this machine. */
export function loopbackServer(served: Pick<ServerOptions, 'guides' | 'site'>): Promise<RunningServer> {
  return startServer({
    ...served,
    port: 0,
    choice: { kind: 'opened', target: loopbackTarget() },
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
