import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sessionMark } from './members.ts';
import { sessionPrefix } from './session-folder.ts';

/**
 * Waits for a line, which says that all is in order. Where its input ends without, the runner was killed: it
 * becomes the program that ends the sessions.
 */
const waiting = 'read -r line || exec "$@"';
const endSessionsFile = fileURLToPath(new URL('./end-sessions.ts', import.meta.url));

let guard: ChildProcess | undefined;
let held = 0;

/**
 * While somebody holds it there is a process beside this one that outlives it: whatever kills this one, its
 * sessions' processes, cgroups and private folders go with it. Gives the function that lets go.
 */
export function holdGuard(): () => Promise<void> {
  held += 1;
  guard ??= start();
  let holds = true;
  return async () => {
    if (!holds) return;
    holds = false;
    held -= 1;
    if (held === 0) await end();
  };
}

/**
 * A terminal session of its own, so that no signal meant for the runner's reaches it; and of the runner
 * nothing but the reading end of the pipe.
 */
function start(): ChildProcess {
  const child = spawn(
    'sh',
    ['-c', waiting, 'guiderail-guard', process.execPath, endSessionsFile, sessionPrefix(process.pid)],
    {
      detached: true,
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore'],
      // With what was compiled once it starts in half the time.
      env: {
        ...envOf('PATH', 'TMPDIR', 'NODE_COMPILE_CACHE'),
        NODE_NO_WARNINGS: '1',
        [sessionMark]: sessionPrefix(process.pid),
      },
    },
  );
  const gone = () => {
    if (guard === child) guard = undefined;
  };
  child.on('error', gone).on('exit', gone).unref();
  child.stdin?.on('error', gone);
  (child.stdin as unknown as { unref(): void } | null)?.unref();
  return child;
}

function envOf(...names: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

async function end(): Promise<void> {
  const ending = guard;
  guard = undefined;
  if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
  ending.ref();
  ending.stdin?.end('done\n');
  await once(ending, 'exit');
}
