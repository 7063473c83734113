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

/** Some object, of which nothing is known before the command runs: a `$` stands for what the shell fills in. */
export const unknownObject: Manifest = { apiVersion: '$', kind: '$', name: '$' };

/** The objects in a text of YAML or JSON, lists opened; unknown ones for what is none, or has a name that the shell fills in. */
export function manifestsIn(text: string): Manifest[] {
  return parseAllDocuments(text, { logLevel: 'silent' }).flatMap((document) =>
    'errors' in document && document.errors.length === 0 ? objectsOf(document.toJS()) : [unknownObject],
  );
}

/** The objects in a file, or in those of a folder that kubectl would take; an unknown one where there is no such file here. */
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
