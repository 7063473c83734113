import { createHash } from 'node:crypto';

/**
 * A short key for content: the same parts give the same key, in any order. The lengths are hashed too, so
 * that different parts cannot give the same text to hash.
 */
export function contentKey(parts: Record<string, string>): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(parts).sort()) {
    const content = parts[name] ?? '';
    hash.update(`${Buffer.byteLength(name)}:${name}${Buffer.byteLength(content)}:${content}`);
  }
  return hash.digest('hex').slice(0, 16);
}
