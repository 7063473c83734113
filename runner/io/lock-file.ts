import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';

/**
 * Opens a file and locks it (flock(2)). If another program holds the lock, calls `onWait` and waits. Returns
 * the file descriptor. The kernel releases the lock when every process that has the descriptor has closed it
 * or ended, even by SIGKILL. A machine without the program flock(1) gets no lock.
 */
export async function lockFile(file: string, onWait: () => void): Promise<number> {
  const descriptor = openSync(file, 'r');
  if ((await flock(descriptor, ['--nonblock'])) === 1) {
    onWait();
    await flock(descriptor, []);
  }
  return descriptor;
}

/** Returns the exit status of flock(1), which is 1 if the file is locked and the program may not wait. */
function flock(descriptor: number, options: readonly string[]): Promise<number | null> {
  const child = spawn('flock', [...options, '3'], { stdio: ['ignore', 'ignore', 'ignore', descriptor] });
  return new Promise((resolve) => child.on('error', () => resolve(null)).on('close', resolve));
}
