import { join } from 'node:path';
import { istioTimeoutMs, partTimeoutMs } from '../../limits.ts';
import type { Api } from '../api/api.ts';
import type { ClusterFolders } from '../folders.ts';
import type { Node } from '../node/node.ts';
import { waitUntil } from '../wait-until.ts';
import { succeeds } from './succeeds.ts';

/**
 * The parts of a started cluster that the installation of DNS and of Istio needs. The API server and the node
 * are up.
 */
export interface AddOns {
  readonly node: Node;
  readonly api: Api;
  readonly folders: ClusterFolders;
  /** The path of a built Go program. */
  readonly program: (name: string) => string;
  readonly signal: AbortSignal;
}

/** Installs CoreDNS and waits until it answers for a service of the cluster. */
export async function installDns({ node, folders, program, signal }: AddOns): Promise<void> {
  const manifest = join(folders.settings, 'coredns.yaml');
  const apply = ['--kubeconfig', folders.nodeKubeconfig, 'apply', '--filename', manifest];
  await node.run(program('kubectl'), apply, { signal });
  const question = ['nslookup', '-type=a', 'kubernetes.default.svc.cluster.local', '10.96.0.10'];
  const isAnswered = () => succeeds(node.run('busybox', question, { signal }));
  await waitUntil('an answer of DNS', partTimeoutMs, isAnswered, signal);
}

/** Installs Istio and waits until its webhook adds sidecars. */
export async function installIstio({ node, api, folders, program, signal }: AddOns): Promise<void> {
  const install = [
    'install',
    '--skip-confirmation',
    '--kubeconfig',
    folders.nodeKubeconfig,
    '--filename',
    join(folders.settings, 'istio-operator.yaml'),
    '--readiness-timeout',
    `${istioTimeoutMs / 1000}s`,
  ];
  await node.run(program('istioctl'), install, { signal });
  const isAnswered = () => api.injectsSidecars();
  await waitUntil("an answer of Istio's webhook", partTimeoutMs, isAnswered, signal);
}
