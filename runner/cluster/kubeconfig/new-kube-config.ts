import type { KubeConfig } from '@kubernetes/client-node';

/**
 * Returns an empty kubeconfig of the Kubernetes client. Loading the client takes 0.7 s of processor time, so
 * we load it only when a command asks a cluster.
 */
export async function newKubeConfig(): Promise<KubeConfig> {
  const client = await import('@kubernetes/client-node');
  return new client.KubeConfig();
}
