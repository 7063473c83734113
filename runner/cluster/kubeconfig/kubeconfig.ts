import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { CallError, messageOf } from '../../errors.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A context of a kubeconfig with its cluster and its user
 * (https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/). All paths in it are absolute.
 */
export interface KubeContext {
  readonly context: string;
  readonly server: string;
  readonly namespace?: string;
  readonly cluster: { readonly name: string; readonly fields: Fields };
  readonly user: { readonly name: string; readonly fields: Fields };
}

interface Entry {
  readonly file: string;
  readonly fields: Fields;
}

/** The entries of each list by name, in the order of the files. */
type Entries = Readonly<Record<Section, ReadonlyMap<string, readonly Entry[]>>>;

const sections = ['contexts', 'clusters', 'users'] as const;
type Section = (typeof sections)[number];

/**
 * The kubeconfigs to read: the file that the user names, else the files of KUBECONFIG that exist, else the
 * user's own file.
 */
export function kubeconfigFiles(named: string | undefined, env: NodeJS.ProcessEnv = process.env): string[] {
  if (named !== undefined) return [resolve(named)];
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter(Boolean);
  if (listed.length === 0) return [userKubeconfig(env)];
  const files = listed.map((file) => resolve(file));
  return files.some(existsSync) ? files.filter(existsSync) : files;
}

/** The kubeconfig that programs read by default. */
export function userKubeconfig(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['HOME'] ?? homedir(), '.kube', 'config');
}

/**
 * Finds a context in these files. Throws a CallError if something is missing, or if two definitions of the
 * same name differ.
 */
export function readContext(context: string, files: readonly string[]): KubeContext {
  const entries = readEntries(files);
  const { fields } = onlyEntry(entries, 'contexts', context) ?? noContext(context, entries);
  const [clusterName, userName] = [fields['cluster'], fields['user']];
  if (!isText(clusterName))
    throw new CallError(
      'no-such-context',
      `Context ${context} names no cluster. Add \`cluster:\` to it, or choose another context.`,
    );
  if (!isText(userName))
    throw new CallError(
      'no-such-context',
      `Context ${context} names no user, so there are no credentials. Add \`user:\` to it, or choose ` +
        'another context.',
    );
  const cluster = onlyEntry(entries, 'clusters', clusterName);
  if (!cluster)
    throw new CallError(
      'no-such-context',
      `Context ${context} names a cluster that the kubeconfig does not describe.`,
    );
  const user = onlyEntry(entries, 'users', userName);
  if (!user)
    throw new CallError(
      'no-such-context',
      `Context ${context} names a user, ${userName}, that the kubeconfig does not describe.`,
    );
  const server = cluster.fields['server'];
  if (!isText(server) || !URL.canParse(server))
    throw new CallError(
      'no-such-context',
      `Cluster ${clusterName} of context ${context} has no valid address. Give it a \`server:\`, such as ` +
        'https://HOST:PORT.',
    );
  const namespace = fields['namespace'];
  return {
    context,
    server: server.replace(/\/$/, ''),
    ...(isText(namespace) && { namespace }),
    cluster: { name: clusterName, fields: withAbsolutePaths(cluster) },
    user: { name: userName, fields: withAbsolutePaths(user) },
  };
}

function readEntries(files: readonly string[]): Entries {
  const found: Record<Section, Map<string, Entry[]>> = {
    contexts: new Map(),
    clusters: new Map(),
    users: new Map(),
  };
  for (const file of files) {
    const config = readFile(file);
    for (const section of sections) {
      const list = config[section] ?? [];
      if (!Array.isArray(list))
        throw new CallError(
          'kubeconfig-unreadable',
          `${file} is not a kubeconfig: its \`${section}\` is not a list.`,
        );
      for (const each of list) {
        const { name, [section.slice(0, -1)]: fields } = isFields(each) ? each : {};
        if (!isText(name))
          throw new CallError(
            'kubeconfig-unreadable',
            `${file} is not a kubeconfig: an entry of its \`${section}\` has no name.`,
          );
        found[section].set(name, [
          ...(found[section].get(name) ?? []),
          { file, fields: isFields(fields) ? fields : {} },
        ]);
      }
    }
  }
  return found;
}

function readFile(file: string): Fields {
  let config: unknown;
  try {
    config = parse(readFileSync(file, 'utf8'), { logLevel: 'error' });
  } catch (error) {
    const [why] = messageOf(error).split('\n');
    throw new CallError(
      'kubeconfig-unreadable',
      `The kubeconfig cannot be read: ${file}: ${why?.replace(/:$/, '')}. Name another with ` +
        '--kubeconfig FILE or KUBECONFIG.',
    );
  }
  if (config === null || config === undefined)
    throw new CallError(
      'kubeconfig-unreadable',
      `The kubeconfig ${file} is empty. Name another with --kubeconfig FILE or KUBECONFIG.`,
    );
  if (!isFields(config))
    throw new CallError(
      'kubeconfig-unreadable',
      `${file} is not a kubeconfig: it holds no fields. Name another with --kubeconfig FILE or KUBECONFIG.`,
    );
  return config;
}

/**
 * Returns the entry of a name. kubectl takes the first of several definitions, and so may join the context of
 * one file with the cluster of another. We accept several definitions only if they are equal.
 */
function onlyEntry(entries: Entries, section: Section, name: string): Entry | undefined {
  const [first, ...others] = entries[section].get(name) ?? [];
  const other = others.find(
    (entry) => !isDeepStrictEqual(withAbsolutePaths(entry), withAbsolutePaths(first as Entry)),
  );
  if (!other) return first;
  const where =
    first?.file === other.file ? `${other.file} defines` : `${first?.file} and ${other.file} define`;
  const word = section.slice(0, -1);
  throw new CallError(
    'ambiguous-context',
    `${where} the ${word} ${name} in two ways, so it is not clear which cluster is meant. Rename ` +
      'one, or name one file with --kubeconfig.',
  );
}

function noContext(context: string, { contexts }: Entries): never {
  const names = [...contexts.keys()];
  const known = names.length > 0 ? `It has: ${names.join(', ')}.` : 'It has none.';
  throw new CallError('no-such-context', `The kubeconfig has no context ${context}. ${known}`);
}

const pathFields = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile'];

/**
 * The fields of an entry with absolute paths. A kubeconfig's paths are relative to its own folder. A command
 * without a slash stays as it is, because it is looked up on the PATH.
 */
function withAbsolutePaths({ file, fields }: Entry): Fields {
  const absolute = (path: unknown) => (isText(path) && !isAbsolute(path) ? join(dirname(file), path) : path);
  const { exec } = fields;
  const runs =
    isFields(exec) && isText(exec['command']) && exec['command'].includes('/')
      ? { exec: { ...exec, command: absolute(exec['command']) } }
      : {};
  return {
    ...fields,
    ...Object.fromEntries(
      pathFields.filter((name) => isText(fields[name])).map((name) => [name, absolute(fields[name])]),
    ),
    ...runs,
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
