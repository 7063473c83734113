import { ReplacedError, TargetError } from '../errors.ts';
import { askUser, isAtTerminal } from '../io/ask-user.ts';
import { programFolder } from '../local-cluster/index.ts';
import { ClusterApi } from './cluster-api.ts';
import { ClusterWrites } from './cluster-writes.ts';
import { Connection } from './connection.ts';
import { clusterUid, readVersions } from './facts.ts';
import { type KubeContext, kubeconfigFiles, readContext, userKubeconfig } from './kubeconfig/kubeconfig.ts';
import { whyNotLocal } from './kubeconfig/looks-local.ts';
import { impersonationOf, kubeConfigOf, pinConfig } from './kubeconfig/pinned-config.ts';
import { withProxy } from './kubeconfig/proxy-of.ts';
import { watchContext } from './kubeconfig/watch-context.ts';
import { ObjectRemoval } from './object-removal.ts';
import { shellWord } from './shell-word.ts';
import type { ContextOrigin, Target } from './target.ts';
import type { OriginInfo, TargetKind } from './target-kind.ts';

/** The environment variable with the UID of a cluster that the user confirms, although it is not local. */
const confirmVariable = 'GUIDERAIL_CONFIRM_CLUSTER';

export interface ContextChoice {
  readonly kind: 'context';
  readonly context: string;
}

/** `--target context=NAME`: a cluster of the user's own. */
export const contextKind: TargetKind<ContextChoice, ContextOrigin> = {
  form: 'context=NAME',
  parse: (text) => {
    const context = /^context=(.+)$/.exec(text)?.[1];
    return context === undefined ? undefined : { kind: 'context', context };
  },
  chosen: ({ context }) => ({
    name: `context=${context}`,
    isShared: true,
    isBuilt: async () => true,
    open: async ({ kubeconfig, pathBehind, signal }) =>
      contextTarget(context, { kubeconfig, pathBehind: pathBehind ?? (await programFolder()), signal }),
    close: async () => {},
    afterClose: async () => undefined,
  }),
  originInfo: contextOriginInfo,
};

function contextOriginInfo({ context, files }: ContextOrigin): OriginInfo {
  const command = (text: string) => {
    const [program, ...rest] = text.split(' ');
    const [file = userKubeconfig(), ...others] = files;
    const list = others.length > 0 ? [`KUBECONFIG=${shellWord(files.join(':'))}`] : [];
    const named = others.length === 0 && file !== userKubeconfig() ? ['--kubeconfig', shellWord(file)] : [];
    return [...list, program, '--context', shellWord(context), ...named, ...rest].join(' ');
  };
  return {
    title: `context=${context}`,
    clusterName: undefined,
    isGoneWhenReplaced: false,
    command,
    commandPlace: '',
    unreachableHint:
      `Check with \`${command('kubectl cluster-info')}\` whether it runs; run the step again when it ` +
      'answers.',
    imageHint: undefined,
    reopen: async () =>
      contextTarget(context, { kubeconfig: undefined, pathBehind: await programFolder(), files }),
  };
}

/**
 * The target of a context in the user's kubeconfig. Its server, authority and credentials are copied, so that
 * a later change of the file cannot lead a session to another cluster. `recheck` compares the file and the
 * cluster with the copy.
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
    /** If aborted, the wait for an answer at the terminal ends, and the cluster counts as not confirmed. */
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
  const whatChanged = watchContext(found, { files, authority: pinned.authority });
  return {
    name: `context=${context}`,
    uid,
    versions,
    api,
    writes: new ClusterWrites(connection),
    removal: new ObjectRemoval(connection),
    origin: { kind: 'context', context, files },
    isShared: true,
    reachesProxies: true,
    kubeconfig: pinned.text,
    enter: [],
    pathBefore: [],
    pathBehind,
    secrets: pinned.secrets,
    recheck: async () => {
      const other = whatChanged();
      if (other !== undefined) throw new ReplacedError(other);
      if ((await clusterUid(api)) === uid) return;
      throw new ReplacedError(`${server} is another cluster than the one this session was tied to.`);
    },
  };
}

/** Without TLS, any machine on the network path could read the credentials and answer as the cluster. */
function refusePlainHttp({ context, server }: KubeContext): void {
  if (!server.startsWith('http:')) return;
  throw new TargetError(
    'not-pinnable',
    `Context ${context} uses ${server} without TLS, so another server could answer as the cluster. ` +
      'Nothing was sent. Name its https address.',
  );
}

/**
 * Throws unless the user confirms exactly this cluster: at the terminal, or by its UID in the environment.
 */
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
