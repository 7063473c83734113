import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CachedImage } from '../../runner/local-cluster/images/image-cache.ts';
import { UnpackedImages } from '../../runner/local-cluster/images/unpacked-images.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

const database = 'io.containerd.metadata.v1.bolt/meta.db';
const blob = 'io.containerd.content.v1.content/blobs/sha256/abc';
const layer = 'io.containerd.snapshotter.v1.overlayfs/snapshots/1/fs/bin/envoy';

/** A cache for one test, and a folder like that of a containerd that has ended. */
function containerdFolder(): { cache: string; folder: string } {
  const cache = temporaryFolder();
  const before = process.env['GUIDERAIL_CACHE'];
  process.env['GUIDERAIL_CACHE'] = cache;
  onTestFinished(() => {
    if (before === undefined) delete process.env['GUIDERAIL_CACHE'];
    else process.env['GUIDERAIL_CACHE'] = before;
  });
  const folder = join(cache, 'clusters', 'one', 'containerd');
  for (const file of [database, blob, layer]) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), `${file} of one`);
  }
  return { cache, folder };
}

const images = (key: string): CachedImage[] => [{ folder: `/cache/images/curl-${key}` } as CachedImage];

test('UnpackedImages: links layers and blobs, and copies databases', async () => {
  const { cache, folder } = containerdFolder();
  const unpacked = new UnpackedImages(images('a'), 'overlayfs');
  const target = join(cache, 'clusters', 'two', 'containerd');
  mkdirSync(join(target, '..'));
  expect(await unpacked.linkTo(target)).toBe(false);
  await unpacked.keep(folder);
  expect(await unpacked.linkTo(target)).toBe(true);
  for (const file of [blob, layer])
    expect(statSync(join(target, file)).ino).toBe(statSync(join(folder, file)).ino);
  writeFileSync(join(target, database), 'written by two');
  const third = join(cache, 'clusters', 'two', 'third');
  expect(await unpacked.linkTo(third)).toBe(true);
  expect(readFileSync(join(third, database), 'utf8')).toBe(`${database} of one`);
  expect(readFileSync(join(folder, database), 'utf8')).toBe(`${database} of one`);
});

test('UnpackedImages: replaces the copy of earlier images and leaves nothing unfinished', async () => {
  const { cache, folder } = containerdFolder();
  const [first, second, copying] = [
    new UnpackedImages(images('a'), 'overlayfs'),
    new UnpackedImages(images('b'), 'overlayfs'),
    new UnpackedImages(images('b'), 'native'),
  ];
  await first.keep(folder);
  await Promise.all([second.keep(folder), second.keep(folder)]);
  expect([first.ready, second.ready, copying.ready]).toEqual([false, true, false]);
  expect(readdirSync(join(cache, 'unpacked'))).toHaveLength(1);
});

test('UnpackedImages: leaves nothing behind if it cannot link', async () => {
  const { cache, folder } = containerdFolder();
  const unpacked = new UnpackedImages(images('a'), 'overlayfs');
  await unpacked.keep(folder);
  const target = join(cache, 'no', 'such', 'folder');
  expect(await unpacked.linkTo(target)).toBe(false);
  expect(existsSync(target)).toBe(false);
});
