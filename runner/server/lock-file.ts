import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';

/**
 * Opens a file and locks it (flock(2)), after `onWait` where another program has it locked. The kernel gives the lock back when all who have the descriptor
 * have closed it or ended, however they ended. Without flock(1) there is no lock.
 */
export async function lockFile(file: string, onWait: () => void): Promise<number> {
  const descriptor = openSync(file, 'r');
  if ((await flock(descriptor, ['--nonblock'])) === 1) {
    onWait();
    await flock(descriptor, []);
  }
  return descriptor;
}

/** Its exit status: 1 where the file is locked and it does not wait. */
function flock(descriptor: number, options: readonly string[]): Promise<number | null> {
  const child = spawn('flock', [...options, '3'], { stdio: ['ignore', 'ignore', 'ignore', descriptor] });
  return new Promise((resolve) => child.on('error', () => resolve(null)).on('close', resolve));
}
