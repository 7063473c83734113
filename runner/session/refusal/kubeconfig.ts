/** Reads kubeconfigs as kubectl does (Kubernetes, "Organizing Cluster Access Using kubeconfig Files"). */
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { kubeconfigLimitBytes } from '../../limits.ts';

/** The address of a cluster and the data that proves its identity. */
export interface Place {
  readonly server: string;
  readonly authority: string;
}

/** One kubeconfig. */
export interface Kubeconfig {
  readonly current: string | undefined;
  readonly contexts: readonly Entry[];
  readonly clusters: readonly Entry[];
}

/** A named context or cluster of a kubeconfig. */
interface Entry {
  readonly name: string;
  readonly fields: Fields;
  /** The folder of the kubeconfig: paths in it are relative to that folder. */
  readonly folder: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The cluster of a context. If several contexts or clusters have the name, the first one counts. Without
 * `context`, the current context is used.
 */
export function placeIn(
  configs: readonly Kubeconfig[],
  context = configs.map(({ current }) => current).find(Boolean),
): Place | undefined {
  const clusterName = configs.flatMap(({ contexts }) => contexts).find(({ name }) => name === context)
    ?.fields['cluster'];
  const cluster = configs.flatMap(({ clusters }) => clusters).find(({ name }) => name === clusterName);
  if (!cluster) return undefined;
  const { server, 'certificate-authority': file, 'certificate-authority-data': data } = cluster.fields;
  if (typeof server !== 'string' || server === '') return undefined;
  const authority =
    typeof file === 'string' && file !== '' ? textAt(resolve(cluster.folder, file), 'base64') : data;
  return { server: server.replace(/\/$/, ''), authority: typeof authority === 'string' ? authority : '' };
}

/** The kubeconfigs in these files, without files that we cannot read. */
export function kubeconfigsAt(files: readonly string[]): Kubeconfig[] {
  return files.flatMap((file) => {
    const text = textAt(file, 'utf8');
    return text === undefined ? [] : parseKubeconfig(text, dirname(file));
  });
}

/** A text that is not a kubeconfig gives an empty one. */
export function parseKubeconfig(text: string, folder: string): Kubeconfig {
  let config: unknown;
  try {
    config = parse(text, { logLevel: 'silent' });
  } catch {}
  const fields = isFields(config) ? config : {};
  const { 'current-context': current, contexts, clusters } = fields;
  const entries = (list: unknown, kind: 'context' | 'cluster') =>
    (Array.isArray(list) ? list : []).flatMap((each: unknown): Entry[] => {
      const { name, [kind]: own } = isFields(each) ? each : {};
      return typeof name === 'string' && isFields(own) ? [{ name, fields: own, folder }] : [];
    });
  return {
    current: typeof current === 'string' ? current : undefined,
    contexts: entries(contexts, 'context'),
    clusters: entries(clusters, 'cluster'),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads regular files only, because reading a pipe or a terminal may never end. */
function textAt(file: string, encoding: 'utf8' | 'base64'): string | undefined {
  try {
    const stat = statSync(file);
    return stat.isFile() && stat.size <= kubeconfigLimitBytes ? readFileSync(file, encoding) : undefined;
  } catch {
    return undefined;
  }
}
