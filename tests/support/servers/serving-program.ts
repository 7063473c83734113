import { type ChildProcess, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { projectFolder } from '../../../runner/project.ts';

export interface ServingProgram {
  readonly origin: string;
  readonly token: string;
  readonly port: number;
  readonly pid: number;
  /** What it has printed until now. */
  printed(): { readonly stdout: string; readonly stderr: string };
  /** Its exit status, or the signal that ended it, once it has ended. */
  ended(): number | string | undefined;
  stop(): Promise<void>;
}

const readyLine = /^Guiderail is ready: (http:\/\/\S+:(\d+))\/#token=(\S+)$/m;

/**
 * Starts a server process for one test and waits until it is ready. `args`: a script and its arguments;
 * `command`: the program that runs it. `lasts`: for more than one test, so its caller stops it.
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
    child.on('close', () => reject(new Error(`It ended before it was ready:\n${stdout}${stderr}`)));
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
