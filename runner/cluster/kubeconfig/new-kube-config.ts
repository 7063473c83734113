import type { KubeConfig } from '@kubernetes/client-node';

/**
 * Returns an empty kubeconfig of the Kubernetes client. The client takes 0.7 s of processor time to load, so
 * we load it only when a command asks a cluster.
 */
export async function newKubeConfig(): Promise<KubeConfig> {
  const client = await import('@kubernetes/client-node');
  return new client.KubeConfig();
}
