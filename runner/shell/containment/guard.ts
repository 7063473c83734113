import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sessionMark } from './members.ts';
import { sessionPrefix } from './session-folder.ts';

/**
 * The guard waits for a line on its standard input, which means that the runner closed its sessions. If the
 * input ends without a line, the runner was killed, and the guard becomes the program that ends the sessions.
 */
const waiting = 'read -r line || exec "$@"';
const endSessionsFile = fileURLToPath(new URL('./end-sessions.ts', import.meta.url));

let guard: ChildProcess | undefined;
let holders = 0;

/**
 * Keeps a guard process running beside this program. If this program is killed, the guard ends its sessions'
 * processes and removes their cgroups and private folders. The returned function releases the guard; the
 * guard ends when all holders have released it.
 */
export function holdGuard(): () => Promise<void> {
  holders += 1;
  guard ??= start();
  let holds = true;
  return async () => {
    if (!holds) return;
    holds = false;
    holders -= 1;
    if (holders === 0) await end();
  };
}

/**
 * The guard has a terminal session of its own, so that it gets no signal that is meant for the runner's. It
 * inherits only the reading end of the pipe.
 */
function start(): ChildProcess {
  const child = spawn(
    'sh',
    ['-c', waiting, 'guiderail-guard', process.execPath, endSessionsFile, sessionPrefix(process.pid)],
    {
      detached: true,
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore'],
      // With Node's compile cache, the program starts in half the time.
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
