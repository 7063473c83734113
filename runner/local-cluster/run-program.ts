import { spawn } from 'node:child_process';

export interface RunOptions {
  input?: string;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
  /** The exit statuses that are no failure; absent: only 0. */
  accept?: number[];
  /** Gets each whole line of standard error at once. */
  onErrorLine?: (line: string) => void;
}

/**
 * Runs a program to its end without a shell and returns its standard output. If its exit status is not
 * accepted, throws an error with the last lines of its standard error.
 */
export function runProgram(program: string, args: string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env,
      signal: options.signal,
      killSignal: 'SIGKILL',
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    let unfinishedLine = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-4096);
      const lines = (unfinishedLine + text).split('\n');
      unfinishedLine = lines.pop() ?? '';
      for (const line of lines) options.onErrorLine?.(line);
    });
    // A program may end without reading its input. Its exit status then says whether it failed.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input);
    child.on('error', reject);
    child.on('close', (status, killedBy) => {
      if (status !== null && (options.accept ?? [0]).includes(status)) return resolve(output);
      const last = (errors.trim() || output.trim()).split('\n').slice(-5).join('\n');
      reject(
        new Error(`${program} ${args[0] ?? ''} ended with ${killedBy ?? `exit status ${status}`}: ${last}`),
      );
    });
  });
}
