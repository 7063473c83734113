import { type Browser, chromium } from 'playwright';
import { type Build, headlessShell } from './chromium-build.ts';

/**
 * How tests look at a page unless they say otherwise. Without motion: a ring that pulses has the browser make
 * frames that no test asks about.
 */
export const desk = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' } as const;

/** Headless, and calling nobody: only pages on loopback are opened in it. */
export async function launchChromium({
  build = headlessShell,
  settings = [],
}: {
  build?: Build;
  settings?: readonly string[];
} = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: build.path,
    args: [
      ...settings,
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
