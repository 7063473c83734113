import { statSync } from 'node:fs';
import { ReplacedError, TargetError } from '../errors.ts';
import { askUser, isAtTerminal } from '../io/ask-user.ts';
import { ClusterApi } from './cluster-api.ts';
import { ClusterWrites } from './cluster-writes.ts';
import { Connection } from './connection.ts';
import { clusterUid, readVersions } from './facts.ts';
import { type KubeContext, kubeconfigFiles, readContext } from './kubeconfig/kubeconfig.ts';
import { whyNotLocal } from './kubeconfig/looks-local.ts';
import { impersonationOf, kubeConfigOf, type PinnedConfig, pinConfig } from './kubeconfig/pinned-config.ts';
import { withProxy } from './kubeconfig/proxy-of.ts';
import { ObjectRemoval } from './object-removal.ts';
import type { Target } from './target.ts';

/**
 * Names the cluster (UID of kube-system) that the user allows to be written to although it does not look
 * local.
 */
const confirmVariable = 'GUIDERAIL_CONFIRM_CLUSTER';

/**
 * A context of the user's own kubeconfig, pinned: its server, authority and credentials are copied, so that a
 * later change of the file cannot lead a session elsewhere. Before a write the file is asked whether the name
 * still means the same cluster, and the cluster whether it is the same one.
 */
export async function contextTarget(
  context: string,
  {
    kubeconfig,
    pathBehind,
    files = kubeconfigFiles(kubeconfig),
    signal,
  }: {
    kubeconfig: string | undefined;
    pathBehind: readonly string[];
    files?: readonly string[];
    /** Ends the wait for an answer at the terminal; the cluster is then not confirmed. */
    signal?: AbortSignal | undefined;
  },
): Promise<Target> {
  const found = withProxy(readContext(context, files));
  const { server } = found;
  refusePlainHttp(found);
  const pinned = pinConfig(found);
  const connection = new Connection(await kubeConfigOf(pinned.text), impersonationOf(found));
  const api = new ClusterApi(connection);
  const uid = await clusterUid(api);
  const versions = await readVersions(api);
  const why = whyNotLocal(found);
  if (why !== undefined) await confirm({ context, server, uid, why, signal });
  const meansAnother = nameWatch(found, files, pinned);
  return {
    kind: 'context',
    name: `context=${context}`,
    uid,
    versions,
    api,
    writes: new ClusterWrites(connection),
    removal: new ObjectRemoval(connection),
    origin: { kind: 'context', context, files },
    kubeconfig: pinned.text,
    enter: [],
    pathBefore: [],
    pathBehind,
    secrets: pinned.secrets,
    recheck: async () => {
      const other = meansAnother();
      if (other !== undefined) throw new ReplacedError(other);
      if ((await clusterUid(api)) === uid) return;
      throw new ReplacedError(`${server} is another cluster than the one this session was tied to.`);
    },
  };
}

/**
 * Asked in the clear, whoever listens there would be shown the credentials, and could answer for any cluster.
 */
function refusePlainHttp({ context, server }: KubeContext): void {
  if (!server.startsWith('http:')) return;
  throw new TargetError(
    'not-pinnable',
    `Context ${context} asks ${server} without TLS, so no cluster can be told from another there. ` +
      'Nothing was sent. Name its https address.',
  );
}

/**
 * Tells that the name means another cluster now than the pinned one. A file that cannot be read at this
 * moment says nothing: the copy holds.
 */
function nameWatch(
  first: KubeContext,
  files: readonly string[],
  { authority }: PinnedConfig,
): () => string | undefined {
  const { context, server } = first;
  let seen = statesOf(files);
  let answer: string | undefined;
  return () => {
    const now = statesOf(files);
    if (now === seen) return answer;
    seen = now;
    answer = undefined;
    try {
      const found = withProxy(readContext(context, files));
      if (found.server !== server)
        answer =
          `Context ${context} means ${found.server} now, and not ${server}, which this session was tied ` +
          'to.';
      else if (routeOf(found) !== routeOf(first))
        answer =
          `Context ${context} now has another proxy or server name (proxy-url, tls-server-name) than the ` +
          'one this session was tied to.';
      else if (pinConfig(found).authority !== authority)
        answer = `Context ${context} trusts another authority now than the one this session was tied to.`;
    } catch {
      // Being written, or taken away.
    }
    return answer;
  };
}

function routeOf({ cluster: { fields } }: KubeContext): string {
  return JSON.stringify([fields['proxy-url'], fields['tls-server-name']]);
}

/** Changes with each writing of one of the files, and costs no reading. */
function statesOf(files: readonly string[]): string {
  return files
    .map((file) => statSync(file, { throwIfNoEntry: false }))
    .map((state) => `${state?.ino} ${state?.mtimeMs} ${state?.size}`)
    .join();
}

/** Exactly this cluster, by its UID: asked on a terminal, else read from the environment. */
async function confirm({
  context,
  server,
  uid,
  why,
  signal,
}: {
  context: string;
  server: string;
  uid: string;
  why: string;
  signal: AbortSignal | undefined;
}): Promise<void> {
  if (process.env[confirmVariable] === uid) return;
  const what = `Context ${context} (${server}) ${why}, and a guide creates and deletes objects in it.`;
  if (isAtTerminal()) {
    if ((await askUser(`${what}\nType the name of the context to go on: `, signal)) === context) return;
    throw new TargetError('not-confirmed', 'Not confirmed. Nothing was written.');
  }
  throw new TargetError(
    'not-confirmed',
    `${what} Nothing was written. To allow exactly this cluster, set ${confirmVariable}=${uid}.`,
  );
}
