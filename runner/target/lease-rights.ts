import type { Access } from './cluster-writes.ts';

/**
 * The one place of a cluster's Lease: runners that look in different namespaces would not see each other. Every cluster has kube-system, and we already tell
 * clusters apart by its UID.
 */
export const leaseName = 'guiderail';
export const leaseNamespace = 'kube-system';

const lease = { group: 'coordination.k8s.io', resource: 'leases', namespace: leaseNamespace };

/** The rights that a user needs. RBAC cannot limit `create` to a name: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources */
export const leaseRights: readonly Access[] = [
  ...['get', 'update', 'delete'].map((verb) => ({ ...lease, verb, name: leaseName })),
  { ...lease, verb: 'create' },
];

/** A sentence without its full stop. */
export function leaseRefusedText(target: string): string {
  return `The user of ${target} may not write the Lease ${leaseName} in ${leaseNamespace}, with which one runner at a time works on a cluster`;
}

/** Says what to ask an administrator for. The roles allow changes to this Lease only: the others in kube-system belong to the control plane. */
export const leaseRule =
  `Ask an administrator for two roles in ${leaseNamespace} and their bindings to you: ` +
  `\`kubectl create role guiderail -n ${leaseNamespace} --verb=get,update,delete --resource=leases.coordination.k8s.io --resource-name=${leaseName}\` and ` +
  `\`kubectl create role guiderail-create -n ${leaseNamespace} --verb=create --resource=leases.coordination.k8s.io\`.`;
