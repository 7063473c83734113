import { spawn } from 'node:child_process';
import { projectFolder } from '../../../runner/project.ts';
import type { CallResult } from './guiderail.ts';
import { mainFile } from './main-file.ts';

/** Runs a bash script. In it, `guiderail` calls the command line, and each of the `variables` is set. */
export async function runInBash(
  script: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<CallResult> {
  const program = `guiderail() { "$node" "$main" "$@"; }\n${script}`;
  const env = { ...process.env, NODE_NO_WARNINGS: '1', node: process.execPath, main: mainFile, ...variables };
  const child = spawn('bash', ['-c', program], {
    cwd: projectFolder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const status = await new Promise<number>((resolve, reject) =>
    child.on('error', reject).on('close', (code) => resolve(code ?? -1)),
  );
  return { status, stdout, stderr };
}
