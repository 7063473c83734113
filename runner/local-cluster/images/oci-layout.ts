import { createHash } from 'node:crypto';
import { arch } from 'node:os';

export interface ImageConfig {
  Entrypoint?: string[];
  Env?: string[];
  User?: string;
  WorkingDir?: string;
}

export interface Layer {
  /** Hex SHA-256 of the uncompressed layer tar. */
  sha256: string;
  sizeBytes: number;
}

/**
 * The text files of an OCI image layout with one image of one layer, by path (OCI image-spec v1.0,
 * image-layout.md). The blob of the layer is not among them.
 */
export function ociLayout(imageName: string, config: ImageConfig, layer: Layer): Record<string, string> {
  const architecture = arch() === 'x64' ? 'amd64' : arch();
  const configText = JSON.stringify({
    architecture,
    os: 'linux',
    config,
    rootfs: { type: 'layers', diff_ids: [`sha256:${layer.sha256}`] },
  });
  const manifestText = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...described(configText) },
    layers: [
      {
        mediaType: 'application/vnd.oci.image.layer.v1.tar',
        digest: `sha256:${layer.sha256}`,
        size: layer.sizeBytes,
      },
    ],
  });
  const indexText = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [
      {
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        ...described(manifestText),
        platform: { architecture, os: 'linux' },
        annotations: {
          'io.containerd.image.name': imageName,
          'org.opencontainers.image.ref.name': imageName.slice(imageName.lastIndexOf(':') + 1),
        },
      },
    ],
  });
  return {
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'index.json': indexText,
    [blobPath(sha256(manifestText))]: manifestText,
    [blobPath(sha256(configText))]: configText,
  };
}

export function blobPath(hex: string): string {
  return `blobs/sha256/${hex}`;
}

function described(text: string): { digest: string; size: number } {
  return { digest: `sha256:${sha256(text)}`, size: Buffer.byteLength(text) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
