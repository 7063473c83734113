import { mkdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type FolderChange, watchFolder } from '../../../runner/server/site/watch-folder.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';

/**
 * A folder with one file below it, watched for one test. `nextPaths` waits for a change that was reported
 * since its last call.
 */
async function watched() {
  const folder = join(temporaryFolder(), 'content');
  mkdirSync(join(folder, 'below'), { recursive: true });
  writeFileSync(join(folder, 'below', 'guide.mdx'), 'one');
  const stop = new AbortController();
  const reported: FolderChange[] = [];
  const over = watchFolder(folder, {
    signal: stop.signal,
    onChange: async (change) => {
      reported.push(change);
    },
  });
  onTestFinished(async () => {
    stop.abort();
    await over;
  });
  /** Waits for the next change and returns its paths. */
  const nextPaths = async () => {
    await expect.poll(() => reported.length, { timeout: 10_000, interval: 20 }).toBeGreaterThan(0);
    return reported.splice(0).flatMap(({ paths }) => paths);
  };
  expect(await nextPaths()).toEqual([]);
  return { folder, file: join(folder, 'below', 'guide.mdx'), nextPaths, reported };
}

test('watchFolder: reports each file that is written, added, removed or replaced by renaming', async () => {
  const { folder, file, nextPaths } = await watched();
  writeFileSync(file, 'two');
  expect(await nextPaths()).toEqual(['below/guide.mdx']);
  for (const text of ['three', 'seven']) {
    writeFileSync(join(folder, 'new.tmp'), text);
    renameSync(join(folder, 'new.tmp'), file);
    expect(await nextPaths()).toEqual(['below/guide.mdx']);
  }
  writeFileSync(join(folder, 'added.mdx'), '');
  expect(await nextPaths()).toEqual(['added.mdx']);
  rmSync(file);
  expect(await nextPaths()).toEqual(['below/guide.mdx']);
});

test('watchFolder: reports a save with the same size and time, an earlier time, or of a link', async () => {
  const { folder, file, nextPaths } = await watched();
  const { atime, mtime, size } = statSync(file);
  writeFileSync(file, 'two');
  utimesSync(file, atime, mtime);
  expect([statSync(file).size, statSync(file).mtime]).toEqual([size, mtime]);
  expect(await nextPaths()).toEqual(['below/guide.mdx']);
  utimesSync(file, new Date('2001-01-01'), new Date('2001-01-01'));
  expect(await nextPaths()).toEqual(['below/guide.mdx']);
  const elsewhere = join(folder, '..', 'elsewhere');
  mkdirSync(join(elsewhere, 'deep'), { recursive: true });
  writeFileSync(join(elsewhere, 'deep', 'page.mdx'), 'one');
  symlinkSync(elsewhere, join(folder, 'linked'));
  expect(await nextPaths()).toEqual(['linked/deep/page.mdx']);
  symlinkSync(folder, join(elsewhere, 'circle'));
  writeFileSync(join(elsewhere, 'deep', 'page.mdx'), 'two');
  expect(await nextPaths()).toEqual(['linked/deep/page.mdx']);
});

test("watchFolder: an editor's own files are no change, but a guide's hidden file is", async () => {
  const { folder, file, nextPaths } = await watched();
  for (const name of ['.guide.mdx.swp', 'guide.mdx~', '#guide.mdx#'])
    writeFileSync(join(folder, 'below', name), 'two');
  mkdirSync(join(folder, 'below', 'guide.files'));
  writeFileSync(join(folder, 'below', 'guide.files', '.env'), '');
  expect(await nextPaths()).toEqual(['below/guide.files/.env']);
  writeFileSync(file, 'two');
  expect(await nextPaths()).toEqual(['below/guide.mdx']);
});

test('watchFolder: isStill says whether the files have changed since the call', async () => {
  const { file, nextPaths, reported } = await watched();
  writeFileSync(file, 'two');
  await expect.poll(() => reported.length, { timeout: 10_000, interval: 20 }).toBe(1);
  const [change] = reported;
  expect(await change?.isStill()).toBe(true);
  writeFileSync(file, 'three');
  expect(await change?.isStill()).toBe(false);
  await nextPaths();
});

test('watchFolder: goes on when the folder is removed and made again', async () => {
  const { folder, file, nextPaths } = await watched();
  rmSync(folder, { recursive: true });
  await nextPaths();
  mkdirSync(join(folder, 'below'), { recursive: true });
  writeFileSync(file, 'one');
  await nextPaths();
  writeFileSync(file, 'two');
  await nextPaths();
});
