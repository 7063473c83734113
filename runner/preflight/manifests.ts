import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** An object as a manifest names it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** An object that is not known before the command runs. `$` stands for a value that the shell fills in. */
export const unknownObject: Manifest = { apiVersion: '$', kind: '$', name: '$' };

/**
 * The objects in a text of YAML or JSON, with the items of lists. A document that is not an object, or whose
 * name the shell fills in, becomes an unknown object.
 */
export function manifestsIn(text: string): Manifest[] {
  return parseAllDocuments(text, { logLevel: 'silent' }).flatMap((document) =>
    'errors' in document && document.errors.length === 0 ? objectsOf(document.toJS()) : [unknownObject],
  );
}

/**
 * The objects in a file, or in those files of a folder that kubectl would read. A file that does not exist
 * gives one unknown object.
 */
export function manifestsAt(path: string): Manifest[] {
  if (!existsSync(path)) return [unknownObject];
  if (!statSync(path).isDirectory()) return manifestsIn(readFileSync(path, 'utf8'));
  const files = readdirSync(path).filter((name) => /\.(ya?ml|json)$/.test(name));
  return files.sort().flatMap((name) => manifestsIn(readFileSync(join(path, name), 'utf8')));
}

function objectsOf(value: unknown): Manifest[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [unknownObject];
  const { apiVersion, kind, metadata, items } = value as {
    apiVersion?: unknown;
    kind?: unknown;
    metadata?: { name?: unknown; namespace?: unknown };
    items?: unknown;
  };
  if (Array.isArray(items)) return items.flatMap(objectsOf);
  const { name, namespace } = metadata ?? {};
  if (!isPlain(apiVersion) || !isPlain(kind) || !isPlain(name)) return [unknownObject];
  if (namespace === undefined) return [{ apiVersion, kind, name }];
  return [isPlain(namespace) ? { apiVersion, kind, name, namespace } : unknownObject];
}

function isPlain(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !/[$`]/.test(value);
}
