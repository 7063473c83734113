import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A build of Chromium in Debian. Playwright's own builds are in no package registry. */
export interface Build {
  readonly packageName: string;
  readonly path: string;
}

/** The browser that readers use. */
export const wholeChromium: Build = { packageName: 'chromium', path: '/usr/bin/chromium' };

/**
 * The same engine without the browser window, which takes a third of the processor time. Playwright uses it
 * for headless runs.
 */
export const headlessShell: Build = {
  packageName: 'chromium-headless-shell',
  path: '/usr/lib/chromium/chromium-headless-shell',
};

/** Installs the build if it is missing, and says so on stderr. Throws an error with the next thing to do. */
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
    // apt-get prints a hundred lines for each package. They help only after a failure.
    process.stderr.write(`${stdout}${stderr}`);
    throw new Error(
      `${packageName} could not be installed. ` +
        `Run \`apt-get install ${packageName}\` as root and start again.`,
    );
  }
}
