/**
 * A program: `bundle.ts FOLDER` puts `main.ts`, our own files and the packages they need together in a few files. To find, read and link up to 430 modules
 * is most of the time that a call takes to start.
 */
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';

/** Stay packages: one is loaded in a way of its own (`target/new-kube-config.ts`), one has a part that is no JavaScript, one hides from a bundler what it requires. */
const external = [/^@kubernetes\/client-node/, '@lydell/node-pty', 'jsonc-parser'];

/** Files that a module names by its own place lie where they did; and none of these modules is the one that was started. */
const ownPlace: Plugin = {
  name: 'own-place',
  transform(code, file) {
    // What has no path is the bundler's own.
    if (!isAbsolute(file) || !code.includes('import.meta.')) return;
    return code
      .replaceAll('import.meta.url', () => JSON.stringify(pathToFileURL(file).href))
      .replaceAll('import.meta.dirname', () => JSON.stringify(dirname(file)))
      .replaceAll('import.meta.main', () => 'false');
  },
};

const folder = process.argv[2] as string;
const partial = `${folder}-${process.pid}`;
try {
  await write(partial);
  removeOld(dirname(folder));
  renameSync(partial, folder);
} catch (error) {
  rmSync(partial, { recursive: true, force: true });
  // Another call was sooner.
  if (!existsSync(folder)) throw error;
}

async function write(dir: string): Promise<void> {
  const bundle = await rolldown({ input: join(import.meta.dirname, 'main.ts'), platform: 'node', external, plugins: [ownPlace] });
  const { output } = await bundle.write({ dir, entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' });
  await bundle.close();
  // What cannot be loaded is found now: no bundle is left then.
  for (const part of output) if (part.type === 'chunk' && !part.isEntry) await import(pathToFileURL(join(dir, part.fileName)).href);
}

/** Those of a week ago: what was started then has loaded what it needs, or has ended. */
function removeOld(bundles: string): void {
  const weekAgoMs = Date.now() - 7 * 24 * 60 * 60 * 1000;
  for (const name of readdirSync(bundles)) {
    const each = join(bundles, name);
    const made = statSync(each, { throwIfNoEntry: false });
    if (made && made.mtimeMs < weekAgoMs) rmSync(each, { recursive: true, force: true });
  }
}
