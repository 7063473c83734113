import { spawn } from 'node:child_process';
import { projectFolder } from '../../../runner/project.ts';
import { mainFile } from './main-file.ts';

export interface CallResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Ends the program. A test uses it for a call that should be refused but might start to serve. */
  readonly signal?: AbortSignal;
}

/** Calls the command line as a user would, without a terminal. */
export async function guiderail(
  args: readonly string[],
  { env = {}, input = '', signal }: CallOptions = {},
): Promise<CallResult> {
  const child = spawn(process.execPath, [mainFile, ...args], {
    cwd: projectFolder,
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...env },
    ...(signal && { signal }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  child.stdin.end(input);
  const status = await new Promise<number>((resolve, reject) =>
    child.on('error', reject).on('close', (code) => resolve(code ?? -1)),
  );
  return { status, stdout, stderr };
}
