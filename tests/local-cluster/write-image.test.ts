import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RootFolder, sharedLibraries } from '../../runner/local-cluster/images/root-folder.ts';
import { writeImage } from '../../runner/local-cluster/images/write-image.ts';

test('writeImage: the same folder gives the same image, byte for byte', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guiderail-image-'));
  try {
    const images = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const root = new RootFolder(join(folder, name, 'root'));
        await root.folder('/tmp', 0o1777);
        await root.file('/etc/nsswitch.conf', 'hosts: files dns\n');
        await root.links('/bin', 'busybox', name === 'one' ? ['sh', 'ls'] : ['ls', 'sh']);
        const target = join(folder, name, 'image.tar');
        const work = join(folder, name, 'work');
        await writeImage({ name: 'localhost/made:1', config: {} }, { root: root.path, work, target });
        return readFile(target);
      }),
    );
    expect(images[0]!.equals(images[1]!)).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('sharedLibraries: reads the output of ldd', () => {
  const printed = `\tlinux-vdso.so.1 (0x00007fd10704e000)
\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007fd106f5d000)
\t/lib64/ld-linux-x86-64.so.2 (0x00007fd107050000)
`;
  expect(sharedLibraries(printed)).toEqual([
    '/lib/x86_64-linux-gnu/libm.so.6',
    '/lib64/ld-linux-x86-64.so.2',
  ]);
  expect(sharedLibraries('\tnot a dynamic executable\n')).toEqual([]);
});
