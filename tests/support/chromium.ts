import { spawnSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright';

/** Debian's Chromium: Playwright's own cannot be had from a package registry. */
export const chromiumPath = '/usr/bin/chromium';

/** Says what it does; throws with the next thing to do. */
export async function installChromium(): Promise<void> {
  process.stderr.write('Installing Chromium with apt-get (usually 60 s, once)\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env });
    if (status !== 0) throw new Error('Chromium could not be installed. Run `apt-get install chromium` as root and start again.');
  }
}

/** Headless, and calling nobody: only pages on loopback are opened in it. */
export async function launchChromium(settings: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [...settings, '--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
}
