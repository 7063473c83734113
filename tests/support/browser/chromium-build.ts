import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A build of Chromium that Debian has: Playwright's own cannot be had from a package registry. */
export interface Build {
  readonly packageName: string;
  readonly path: string;
}

/** What readers have. */
export const wholeChromium: Build = { packageName: 'chromium', path: '/usr/bin/chromium' };

/**
 * The same engine without the window around it, which costs a page twice as much processor time again; what
 * Playwright itself takes for headless runs.
 */
export const headlessShell: Build = {
  packageName: 'chromium-headless-shell',
  path: '/usr/lib/chromium/chromium-headless-shell',
};

/** Installs a build that is not there. Says what it does; throws with the next thing to do. */
export function ensureChromium({ packageName, path }: Build = headlessShell): void {
  if (existsSync(path)) return;
  process.stderr.write(`Installing ${packageName} with apt-get (usually 60 s, once)\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', packageName],
  ]) {
    const { status, stdout, stderr } = spawnSync('apt-get', args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: Number.POSITIVE_INFINITY,
      env,
    });
    if (status === 0) continue;
    // A hundred lines a package, of use only now.
    process.stderr.write(`${stdout}${stderr}`);
    throw new Error(
      `${packageName} could not be installed. Run \`apt-get install ${packageName}\` as root and start again.`,
    );
  }
}
