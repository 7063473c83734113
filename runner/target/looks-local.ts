const localContexts = /^(kind-.+|k3d-.+|minikube|docker-desktop|rancher-desktop|colima.*|orbstack|guiderail.*)$/;

/**
 * Whether both the context's name and its server's address say that this is a cluster on the user's own machine.
 * A tunnel to somewhere else also listens on loopback, so a name such as `prod` is not trusted there.
 */
export function looksLocal(context: string, server: string): boolean {
  const host = URL.canParse(server) ? new URL(server).hostname.replace(/^\[|\]$/g, '') : '';
  const loopback = host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host) || host.endsWith('.localhost');
  const virtualMachine = /^(192\.168|172\.(1[6-9]|2\d|3[01])|10\.\d+)(\.\d+){2}$/.test(host) || host === 'kubernetes.docker.internal';
  return localContexts.test(context) && (loopback || virtualMachine);
}

/** Why the user's own word is wanted before anything is written there, to be put behind its name; `undefined` for a local cluster. */
export function whyNotLocal(context: string, server: string, { checksCertificate }: { checksCertificate: boolean }): string | undefined {
  if (!checksCertificate) return 'does not check who answers (insecure-skip-tls-verify), so it may be any cluster';
  return looksLocal(context, server) ? undefined : 'does not look like a local cluster';
}
