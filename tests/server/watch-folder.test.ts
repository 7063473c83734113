import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchFolder } from '../../runner/server/watch-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A folder with one file below it, watched for one test. `tells` waits for a change that was reported since its last call. */
async function watched() {
  const folder = join(temporaryFolder(), 'content');
  mkdirSync(join(folder, 'below'), { recursive: true });
  writeFileSync(join(folder, 'below', 'guide.mdx'), 'one');
  const stop = new AbortController();
  let told = 0;
  const over = watchFolder(folder, {
    signal: stop.signal,
    onChange: async () => {
      told += 1;
    },
  });
  onTestFinished(async () => {
    stop.abort();
    await over;
  });
  const tells = async () => {
    await expect.poll(() => told, { timeout: 10_000, interval: 20 }).toBeGreaterThan(0);
    told = 0;
  };
  await tells();
  return { folder, file: join(folder, 'below', 'guide.mdx'), tells };
}

test('watchFolder: reports each file that is written, added, removed or replaced by renaming, again and again', async () => {
  const { folder, file, tells } = await watched();
  writeFileSync(file, 'two');
  await tells();
  for (const text of ['three', 'seven']) {
    writeFileSync(join(folder, 'new.tmp'), text);
    renameSync(join(folder, 'new.tmp'), file);
    await tells();
  }
  writeFileSync(join(folder, 'added.mdx'), '');
  await tells();
  rmSync(file);
  await tells();
});

test('watchFolder: goes on when the folder is removed and made again', async () => {
  const { folder, file, tells } = await watched();
  rmSync(folder, { recursive: true });
  await tells();
  mkdirSync(join(folder, 'below'), { recursive: true });
  writeFileSync(file, 'one');
  await tells();
  writeFileSync(file, 'two');
  await tells();
});
