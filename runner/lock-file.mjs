// Runs on Node 20 or newer, without any package.
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';

/**
 * Opens a file and locks it (flock(2)); calls `onWait` and waits if another program holds the lock. The kernel releases the lock when every process that has
 * the descriptor has closed it or ended, even by SIGKILL. Without the program flock(1) there is no lock.
 * @param {string} file
 * @param {() => void} onWait
 * @returns {Promise<number>} the descriptor
 */
export async function lockFile(file, onWait) {
  const descriptor = openSync(file, 'r');
  if ((await flock(descriptor, ['--nonblock'])) === 1) {
    onWait();
    await flock(descriptor, []);
  }
  return descriptor;
}

/**
 * Returns the exit status of flock(1), which is 1 if the file is locked and it may not wait.
 * @param {number} descriptor
 * @param {readonly string[]} options
 * @returns {Promise<number | null>}
 */
function flock(descriptor, options) {
  const child = spawn('flock', [...options, '3'], { stdio: ['ignore', 'ignore', 'ignore', descriptor] });
  return new Promise((resolve) => child.on('error', () => resolve(null)).on('close', resolve));
}
