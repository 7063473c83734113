import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { blobPath, ociLayout } from '../../runner/local-cluster/images/oci-layout.ts';

const layer = { sha256: 'ab'.repeat(32), sizeBytes: 7 };
const layout = ociLayout('docker.io/curlimages/curl:7.88.1', { User: '100:101' }, layer);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const parsed = (path: string) => JSON.parse(layout[path]!) as Record<string, never>;

test('ociLayout: index, manifest and configuration name each other by digest and size', () => {
  const [manifestEntry] = parsed('index.json').manifests as unknown as [
    { digest: string; size: number; annotations: object },
  ];
  expect(manifestEntry.annotations).toEqual({
    'io.containerd.image.name': 'docker.io/curlimages/curl:7.88.1',
    'org.opencontainers.image.ref.name': '7.88.1',
  });
  const manifestPath = blobPath(manifestEntry.digest.slice('sha256:'.length));
  expect(layout[manifestPath]).toHaveLength(manifestEntry.size);
  const manifest = parsed(manifestPath) as unknown as {
    config: { digest: string; size: number };
    layers: object[];
  };
  expect(manifest.layers).toEqual([
    { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: `sha256:${layer.sha256}`, size: 7 },
  ]);
  const config = parsed(blobPath(manifest.config.digest.slice('sha256:'.length)));
  expect(config).toMatchObject({
    os: 'linux',
    config: { User: '100:101' },
    rootfs: { diff_ids: [`sha256:${layer.sha256}`] },
  });
});

test('ociLayout: the name of every blob is its digest', () => {
  const blobs = Object.entries(layout).filter(([path]) => path.startsWith('blobs/'));
  expect(blobs).toHaveLength(2);
  for (const [path, text] of blobs) expect(path).toBe(blobPath(sha256(text)));
});
