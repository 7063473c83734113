import type { KubeContext } from './kubeconfig.ts';
import { proxyOf } from './proxy-of.ts';

const localContexts =
  /^(kind-.+|k3d-.+|minikube|docker-desktop|rancher-desktop|colima.*|orbstack|guiderail.*)$/;

/**
 * Whether both the name of the context and the address of its server look like a cluster on the user's own
 * machine. The address alone is not enough, because a tunnel to another machine also listens on loopback.
 */
export function looksLocal(context: string, server: string): boolean {
  const host = URL.canParse(server) ? new URL(server).hostname.replace(/^\[|\]$/g, '') : '';
  const loopback =
    host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host) || host.endsWith('.localhost');
  const virtualMachine =
    /^(192\.168|172\.(1[6-9]|2\d|3[01])|10\.\d+)(\.\d+){2}$/.test(host) ||
    host === 'kubernetes.docker.internal';
  return localContexts.test(context) && (loopback || virtualMachine);
}

/**
 * Why the user has to confirm a cluster before the first write, as a text that follows the context's name in
 * a sentence; `undefined`: the cluster looks local. A proxy can lead any address to another cluster. We
 * cannot recognise a tunnel that has a local name, a local address and a fitting certificate.
 */
export function whyNotLocal(found: KubeContext): string | undefined {
  const { context, server, cluster } = found;
  const { 'insecure-skip-tls-verify': unchecked, 'tls-server-name': otherName } = cluster.fields;
  if (unchecked !== undefined && unchecked !== null && unchecked !== false)
    return 'does not check who answers (insecure-skip-tls-verify), so it may be any cluster';
  if (!looksLocal(context, server)) return 'does not look like a local cluster';
  const proxy = proxyOf(found);
  if (proxy !== undefined) return `is reached through a proxy (${proxy}), so it may be any cluster`;
  if (typeof otherName === 'string' && otherName !== '')
    return (
      `expects the certificate of another name (tls-server-name: ${otherName}), as at the end of a ` +
      'tunnel, so it may be any cluster'
    );
  return undefined;
}
