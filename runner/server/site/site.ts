import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  globSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { GuideProblemsError } from '../../check/load-guides.ts';
import { TargetError } from '../../errors.ts';
import { lockFile } from '../../io/lock-file.ts';
import { contentFolder, projectFolder } from '../../project.ts';
import { strictestPolicy } from '../guard/safe-headers.ts';
import { buildFailure, buildProblems } from './build-problems.ts';
import { contentFiles } from './content-files.ts';

export const siteFolder = join(projectFolder, 'dist');
/**
 * The folder into which a build writes. A build empties its folder first, so it must not use the served one;
 * this folder replaces it afterwards.
 */
const nextFolder = join(projectFolder, 'dist-next');
/**
 * The served folder after the new one has replaced it. Removing a folder takes longer than renaming it, and
 * meanwhile readers may load a page.
 */
const oldFolder = join(projectFolder, 'dist-old');
const stampName = '.guiderail-built-from';

/**
 * Builds the site unless it is already built from exactly these sources, and reports that to `log`. The old
 * site stays until the build succeeds. If two programs build the site at the same time, one of them waits for
 * the other. Throws GuideProblemsError if a page caused the failure, otherwise a TargetError.
 */
export async function buildSite(log: (text: string) => void): Promise<void> {
  if (await isSiteBuilt()) return;
  const lock = await lockFile(join(projectFolder, 'astro.config.mjs'), () =>
    log('Waiting for another program that builds the site\n'),
  );
  try {
    await buildLocked(lock, log);
  } finally {
    closeSync(lock);
  }
}

/** Whether the served site is built from exactly these sources. */
export async function isSiteBuilt(): Promise<boolean> {
  return isBuiltFrom(siteFolder, await sourceKey());
}

async function buildLocked(lock: number, log: (text: string) => void): Promise<void> {
  const wanted = await sourceKey();
  // The other program may have built it while we waited.
  if (isBuiltFrom(siteFolder, wanted)) return;
  log('Building the site (usually 15 s)\n');
  const startedMs = performance.now();
  const { status, output } = await runAstro(lock);
  if (status !== 0) throw failedBuild(output);
  noteBuiltFrom(nextFolder, wanted);
  rmSync(oldFolder, { recursive: true, force: true });
  if (existsSync(siteFolder)) renameSync(siteFolder, oldFolder);
  renameSync(nextFolder, siteFolder);
  rmSync(oldFolder, { recursive: true, force: true });
  log(`  ✓ site ${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
}

function failedBuild(output: string): Error {
  const problems = buildProblems(output, projectFolder).map((each) => ({
    ...each,
    file: relative(process.cwd(), join(projectFolder, each.file)),
  }));
  if (problems.length > 0) return new GuideProblemsError(problems, 'the site was not built.');
  return new TargetError('site-build', `The site could not be built:\n${buildFailure(output)}`);
}

/** Whether a folder has a site that was built from the sources with this key. */
export function isBuiltFrom(site: string, key: string): boolean {
  const stamp = join(site, stampName);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === key;
}

/** Notes in the folder of a site from which sources it was built. */
export function noteBuiltFrom(site: string, key: string): void {
  writeFileSync(join(site, stampName), key);
}

/**
 * The environment of a build. It sets the modes itself, because a parent process such as a test runner may
 * have set others, which would change the site.
 */
export const buildEnvironment = {
  ASTRO_TELEMETRY_DISABLED: '1',
  NODE_ENV: 'production',
  MODE: undefined,
  PROD: undefined,
  DEV: undefined,
};

/**
 * astro inherits the lock: if this program is killed, astro goes on building, and no other build may begin
 * before it has ended.
 */
async function runAstro(lock: number): Promise<{ status: number; output: string }> {
  const astro = spawn('astro', ['build', '--outDir', nextFolder], {
    cwd: projectFolder,
    env: { ...process.env, ...buildEnvironment },
    stdio: ['ignore', 'pipe', 'pipe', lock],
  });
  let output = '';
  for (const stream of [astro.stdout, astro.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  return new Promise((resolve, reject) => {
    astro.on('error', (error) =>
      reject(
        new TargetError(
          'site-build',
          `astro could not be started: ${error.message}. Run it by \`npm start\` or \`npx guiderail\`.`,
        ),
      ),
    );
    astro.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/** The SHA-256 of the names and bytes of all sources of the site, and of its one setting. */
export async function sourceKey(): Promise<string> {
  const hash = createHash('sha256').update(process.env['GUIDERAIL_EDIT_URL'] ?? '');
  const content = (await contentFiles(contentFolder)).map((path) => `content/${path}`);
  const files = [
    'astro.config.mjs',
    'package-lock.json',
    ...globSync('src/**/*', { cwd: projectFolder }),
    ...content,
  ];
  for (const file of files.sort()) {
    const path = join(projectFolder, file);
    if (statSync(path, { throwIfNoEntry: false })?.isFile())
      hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * The content security policy that the build wrote for a site: it allows this origin and the hashes of its
 * inline scripts. The strictest policy if the site has none.
 */
export function sitePolicy(site: string): string {
  const file = join(site, 'content-security-policy.json');
  if (!existsSync(file)) return strictestPolicy;
  const { policy } = JSON.parse(readFileSync(file, 'utf8')) as { policy: string };
  return policy;
}
