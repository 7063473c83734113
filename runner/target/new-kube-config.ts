import type { KubeConfig } from '@kubernetes/client-node';

/** An empty one. The library's thousand files are loaded when a cluster is first asked: a call that asks none starts in a third of the time. */
export async function newKubeConfig(): Promise<KubeConfig> {
  const { KubeConfig: LoadedKubeConfig } = await import('@kubernetes/client-node');
  return new LoadedKubeConfig();
}
