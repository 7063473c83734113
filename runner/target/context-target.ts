import { accessSync, constants, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { KubeConfig } from '@kubernetes/client-node';
import { CallError, messageOf, ReplacedError, TargetError } from '../errors.ts';
import { ClusterApi } from './cluster-api.ts';
import { clusterUid, readVersions } from './facts.ts';
import { looksLocal } from './looks-local.ts';
import type { Target } from './target.ts';

/** Names the cluster (UID of kube-system) that the user allows to be written to although it does not look local. */
const confirmVariable = 'GUIDERAIL_CONFIRM_CLUSTER';

/**
 * A context of the user's own kubeconfig, pinned: its server, CA and credentials are copied, so a later change of the
 * file changes nothing here, and the cluster's UID is asked again before the first write.
 */
export async function contextTarget(
  context: string,
  { kubeconfig, pathBehind }: { kubeconfig: string | undefined; pathBehind: readonly string[] },
): Promise<Target> {
  const config = loadContext(context, kubeconfig);
  const server = config.getCurrentCluster()?.server ?? '';
  const api = new ClusterApi(config);
  const uid = await clusterUid(api);
  const versions = await readVersions(api);
  if (!looksLocal(context, server)) await confirm({ context, server, uid });
  const pinned = pinnedConfig(config);
  return {
    kind: 'context',
    name: `context=${context}`,
    versions,
    api,
    kubeconfig: pinned.text,
    enter: [],
    pathBefore: [],
    pathBehind,
    secrets: pinned.secrets,
    recheck: async () => {
      if ((await clusterUid(api)) === uid) return;
      throw new ReplacedError(`${server} is another cluster than the one this session was tied to. Nothing was written; start again.`);
    },
  };
}

function loadContext(context: string, file: string | undefined): KubeConfig {
  const config = new KubeConfig();
  try {
    if (file !== undefined) {
      accessSync(file, constants.R_OK);
      config.loadFromFile(file);
    } else config.loadFromDefault();
  } catch (error) {
    throw new CallError('kubeconfig-unreadable', `The kubeconfig cannot be read: ${messageOf(error)}. Name one with --kubeconfig FILE or KUBECONFIG.`);
  }
  if (!config.getContextObject(context)) {
    const names = config.getContexts().map(({ name }) => name);
    const known = names.length > 0 ? `It has: ${names.join(', ')}.` : 'It has none.';
    throw new CallError('no-such-context', `The kubeconfig has no context ${context}. ${known}`);
  }
  config.setCurrentContext(context);
  if (!config.getCurrentCluster()) throw new CallError('no-such-context', `Context ${context} names a cluster that the kubeconfig does not describe.`);
  return config;
}

/** One context with everything it refers to inside, so that it holds wherever it is copied to. */
function pinnedConfig(config: KubeConfig): { readonly text: string; readonly secrets: readonly string[] } {
  const context = config.getContextObject(config.getCurrentContext());
  const cluster = config.getCurrentCluster();
  const user = config.getCurrentUser();
  const inline = (data: string | undefined, file: string | undefined) => data ?? (file === undefined ? undefined : readFileSync(file).toString('base64'));
  const clientKey = inline(user?.keyData, user?.keyFile);
  const text = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context?.name,
    contexts: [{ name: context?.name, context: { cluster: context?.cluster, user: context?.user, namespace: context?.namespace } }],
    clusters: [
      {
        name: cluster?.name,
        cluster: {
          server: cluster?.server,
          'certificate-authority-data': inline(cluster?.caData, cluster?.caFile),
          'insecure-skip-tls-verify': cluster?.skipTLSVerify || undefined,
          'tls-server-name': cluster?.tlsServerName,
          'proxy-url': cluster?.proxyUrl,
        },
      },
    ],
    users: [
      {
        name: user?.name,
        user: {
          'client-certificate-data': inline(user?.certData, user?.certFile),
          'client-key-data': clientKey,
          token: user?.token,
          as: user?.impersonateUser,
          username: user?.username,
          password: user?.password,
          exec: user?.exec,
          'auth-provider': user?.authProvider,
        },
      },
    ],
  });
  const secrets = [clientKey, user?.token, user?.password].filter((secret) => secret !== undefined);
  return { text, secrets };
}

/** Exactly this cluster, by its UID: asked on a terminal, else read from the environment. */
async function confirm({ context, server, uid }: { context: string; server: string; uid: string }): Promise<void> {
  if (process.env[confirmVariable] === uid) return;
  const what = `Context ${context} (${server}) does not look like a local cluster, and a guide creates and deletes objects in it.`;
  if (process.stdin.isTTY && process.stderr.isTTY) {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question(`${what}\nType the name of the context to go on: `);
    terminal.close();
    if (answer.trim() === context) return;
    throw new TargetError('not-confirmed', 'Not confirmed. Nothing was written.');
  }
  throw new TargetError('not-confirmed', `${what} Nothing was written. To allow exactly this cluster, set ${confirmVariable}=${uid}.`);
}
