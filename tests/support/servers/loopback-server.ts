import { stopSignal } from '../../../runner/cli/stop-signal.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../../runner/server/server.ts';
import { loopbackTarget } from '../clusters/loopback-target.ts';

/** A server on a free port; its steps run on this machine. */
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

/** Prints the address as `serve` does, and closes the server at SIGTERM, when the signal aborts too. */
export function serveUntilStopped(server: RunningServer): AbortSignal {
  const stop = stopSignal(
    () => {},
    () => server.runs.drain(),
  );
  stop.addEventListener('abort', () => void server.close());
  process.stdout.write(`Guiderail is ready: ${server.url}\n`);
  return stop;
}
