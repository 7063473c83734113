import type { Access } from '../cluster-writes.ts';
import type { Target } from '../target.ts';

/**
 * The one place of a cluster's Lease: runners that look in different namespaces would not see each other.
 * Every cluster has kube-system, and we already tell clusters apart by its UID.
 */
export const leaseName = 'guiderail';
export const leaseNamespace = 'kube-system';

const lease = { group: 'coordination.k8s.io', resource: 'leases', namespace: leaseNamespace };

/**
 * The rights that a user needs. RBAC cannot limit `create` to a name:
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 */
export const leaseRights: readonly Access[] = [
  ...['get', 'update', 'delete'].map((verb) => ({ ...lease, verb, name: leaseName })),
  { ...lease, verb: 'create' },
];

/** A sentence without its full stop. */
export function leaseRefusedText(target: string): string {
  return (
    `The user of ${target} may not write the Lease ${leaseName} in ${leaseNamespace}, with which one ` +
    'runner at a time works on a cluster'
  );
}

/**
 * Says what to ask an administrator for. The roles allow changes to this Lease only: the others in
 * kube-system belong to the control plane. Administrators have contexts of their own, so the text names the
 * server.
 */
export function leaseRule({ api }: Pick<Target, 'api'>): string {
  const create = (role: string) => `kubectl --context CONTEXT create role ${role} -n ${leaseNamespace}`;
  const resource = '--resource=leases.coordination.k8s.io';
  return (
    `Ask an administrator of the cluster at ${api.host} for two roles in ${leaseNamespace} and their ` +
    'bindings to you. ' +
    `With the administrator's context of that cluster for CONTEXT: \`${create('guiderail')} ` +
    `--verb=get,update,delete ${resource} --resource-name=${leaseName}\` and ` +
    `\`${create('guiderail-create')} --verb=create ${resource}\`.`
  );
}
