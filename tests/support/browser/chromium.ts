import { type Browser, chromium } from 'playwright';
import { type Build, headlessShell } from './chromium-build.ts';

/** Default settings of a page. Reduced motion saves the browser the frames of animations. */
export const desk = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' } as const;

/** Starts a headless browser without background requests. Tests open only pages on loopback in it. */
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
