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

/** The objects in a text of YAML or JSON, lists opened; what is none, or has a name that the shell fills in, is left out. */
export function manifestsIn(text: string): Manifest[] {
  return parseAllDocuments(text, { logLevel: 'silent' }).flatMap((document) =>
    'errors' in document && document.errors.length === 0 ? objectsOf(document.toJS()) : [],
  );
}

/** The objects in a file, or in those of a folder that kubectl would take; none where there is no such file here. */
export function manifestsAt(path: string): Manifest[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return manifestsIn(readFileSync(path, 'utf8'));
  const files = readdirSync(path).filter((name) => /\.(ya?ml|json)$/.test(name));
  return files.sort().flatMap((name) => manifestsIn(readFileSync(join(path, name), 'utf8')));
}

function objectsOf(value: unknown): Manifest[] {
  if (typeof value !== 'object' || value === null) return [];
  const { apiVersion, kind, metadata, items } = value as {
    apiVersion?: unknown;
    kind?: unknown;
    metadata?: { name?: unknown; namespace?: unknown };
    items?: unknown;
  };
  if (Array.isArray(items)) return items.flatMap(objectsOf);
  const { name, namespace } = metadata ?? {};
  if (!isPlain(apiVersion) || !isPlain(kind) || !isPlain(name)) return [];
  if (namespace === undefined) return [{ apiVersion, kind, name }];
  return isPlain(namespace) ? [{ apiVersion, kind, name, namespace }] : [];
}

function isPlain(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !/[$`]/.test(value);
}
