import type { Access } from './cluster-writes.ts';

/**
 * The one place for a cluster's Lease, whoever asks: two runners that looked in different namespaces would not see each other. kube-system is in every
 * cluster, and its UID already tells one cluster from another.
 */
export const leaseName = 'guiderail';
export const leaseNamespace = 'kube-system';

const lease = { group: 'coordination.k8s.io', resource: 'leases', namespace: leaseNamespace };

/** What a user has to be allowed. RBAC cannot limit `create` to a name (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources). */
export const leaseRights: readonly Access[] = [
  ...['get', 'update', 'delete'].map((verb) => ({ ...lease, verb, name: leaseName })),
  { ...lease, verb: 'create' },
];

/** In a sentence, without its point. */
export function leaseRefusedText(target: string): string {
  return `The user of ${target} may not write the Lease ${leaseName} in ${leaseNamespace}, with which one runner at a time works on a cluster`;
}

/** What to ask an administrator for. Other Leases of kube-system are the control plane's own, so only this one may be changed. */
export const leaseRule =
  `Ask an administrator for two roles in ${leaseNamespace} and their bindings to you: ` +
  `\`kubectl create role guiderail -n ${leaseNamespace} --verb=get,update,delete --resource=leases.coordination.k8s.io --resource-name=${leaseName}\` and ` +
  `\`kubectl create role guiderail-create -n ${leaseNamespace} --verb=create --resource=leases.coordination.k8s.io\`.`;
