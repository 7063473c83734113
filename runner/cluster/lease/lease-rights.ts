import type { Access } from '../cluster-writes.ts';
import type { Target } from '../target.ts';

/**
 * The name and the namespace of the Lease, the same in every cluster: runners that use different namespaces
 * would not see each other's Lease. Every cluster has kube-system.
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

/** Says, in a sentence without a full stop, that the user may not write the Lease. */
export function leaseRefusedText(target: string): string {
  return (
    `The user of ${target} may not write the Lease ${leaseName} in ${leaseNamespace}, which lets only ` +
    'one runner at a time write to a cluster'
  );
}

/**
 * Says what to ask an administrator for. The roles allow changes to this Lease only, because the other Leases
 * in kube-system belong to the control plane. The text names the server and not a context, because
 * administrators have contexts of their own.
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
