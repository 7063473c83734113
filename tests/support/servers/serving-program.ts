import { type ChildProcess, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { projectFolder } from '../../../runner/project.ts';

export interface ServingProgram {
  readonly origin: string;
  readonly token: string;
  readonly port: number;
  readonly pid: number;
  /** The text that the program has printed so far. */
  printed(): { readonly stdout: string; readonly stderr: string };
  /** Exit status of the program, or the signal that ended it; `undefined` while it runs. */
  ended(): number | string | undefined;
  stop(): Promise<void>;
}

const readyLine = /^Guiderail is ready: (http:\/\/\S+:(\d+))\/#token=(\S+)$/m;

/**
 * Starts a server process and waits until it is ready. `args` are a script and its arguments, and `command`
 * is the program that runs the script. The process ends with the test, unless `lasts` is set; then the caller
 * stops it.
 */
export async function servingProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  {
    command = process.execPath,
    cwd = projectFolder,
    lasts = false,
  }: { command?: string; cwd?: string; lasts?: boolean } = {},
): Promise<ServingProgram> {
  const child = spawn(command, args, { cwd, env: { ...process.env, NODE_NO_WARNINGS: '1', ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  if (!lasts) onTestFinished(() => stop(child));
  const [, origin = '', port = '', token = ''] = await new Promise<RegExpExecArray>((resolve, reject) => {
    child.stdout.on('data', () => {
      const ready = readyLine.exec(stdout);
      if (ready) resolve(ready);
    });
    child.on('close', () => reject(new Error(`The server ended before it was ready:\n${stdout}${stderr}`)));
  });
  return {
    origin,
    token,
    port: Number(port),
    pid: child.pid ?? 0,
    printed: () => ({ stdout, stderr }),
    ended: () => child.exitCode ?? child.signalCode ?? undefined,
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve()));
  child.kill('SIGTERM');
  await gone;
}
