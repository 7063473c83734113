import type { Resource } from '../cluster/snapshot/resources.ts';

/**
 * The kinds that every cluster has, by API version (`kubectl api-resources` of 1.35). Each entry is
 * `Kind:plural,short names`; a kind that starts with `-` has no namespaces.
 */
const groups: Readonly<Record<string, string>> = {
  v1:
    'ConfigMap:configmaps,cm Endpoints:endpoints,ep Event:events,ev LimitRange:limitranges,limits ' +
    '-Namespace:namespaces,ns -Node:nodes,no ' +
    'PersistentVolumeClaim:persistentvolumeclaims,pvc -PersistentVolume:persistentvolumes,pv ' +
    'Pod:pods,po PodTemplate:podtemplates ' +
    'ReplicationController:replicationcontrollers,rc ResourceQuota:resourcequotas,quota Secret:secrets ' +
    'ServiceAccount:serviceaccounts,sa Service:services,svc',
  'apps/v1':
    'ControllerRevision:controllerrevisions DaemonSet:daemonsets,ds Deployment:deployments,deploy ' +
    'ReplicaSet:replicasets,rs StatefulSet:statefulsets,sts',
  'batch/v1': 'CronJob:cronjobs,cj Job:jobs',
  'autoscaling/v2': 'HorizontalPodAutoscaler:horizontalpodautoscalers,hpa',
  'networking.k8s.io/v1':
    '-IngressClass:ingressclasses Ingress:ingresses,ing -IPAddress:ipaddresses,ip ' +
    'NetworkPolicy:networkpolicies,netpol -ServiceCIDR:servicecidrs',
  'policy/v1': 'PodDisruptionBudget:poddisruptionbudgets,pdb',
  'rbac.authorization.k8s.io/v1':
    '-ClusterRoleBinding:clusterrolebindings -ClusterRole:clusterroles RoleBinding:rolebindings Role:roles',
  'discovery.k8s.io/v1': 'EndpointSlice:endpointslices',
  'coordination.k8s.io/v1': 'Lease:leases',
  'scheduling.k8s.io/v1': '-PriorityClass:priorityclasses,pc',
  'storage.k8s.io/v1':
    '-CSIDriver:csidrivers -CSINode:csinodes CSIStorageCapacity:csistoragecapacities ' +
    '-StorageClass:storageclasses,sc -VolumeAttachment:volumeattachments ' +
    '-VolumeAttributesClass:volumeattributesclasses,vac',
  'resource.k8s.io/v1':
    '-DeviceClass:deviceclasses ResourceClaim:resourceclaims ' +
    'ResourceClaimTemplate:resourceclaimtemplates -ResourceSlice:resourceslices',
  'node.k8s.io/v1': '-RuntimeClass:runtimeclasses',
  'certificates.k8s.io/v1': '-CertificateSigningRequest:certificatesigningrequests,csr',
  'apiextensions.k8s.io/v1': '-CustomResourceDefinition:customresourcedefinitions,crd,crds',
  'apiregistration.k8s.io/v1': '-APIService:apiservices',
  'admissionregistration.k8s.io/v1':
    '-MutatingWebhookConfiguration:mutatingwebhookconfigurations ' +
    '-ValidatingWebhookConfiguration:validatingwebhookconfigurations ' +
    '-ValidatingAdmissionPolicy:validatingadmissionpolicies ' +
    '-ValidatingAdmissionPolicyBinding:validatingadmissionpolicybindings',
  'flowcontrol.apiserver.k8s.io/v1':
    '-FlowSchema:flowschemas -PriorityLevelConfiguration:prioritylevelconfigurations',
};

/** The kinds that are known without a cluster. */
export const builtinKinds: readonly Resource[] = Object.entries(groups).flatMap(([groupVersion, kinds]) =>
  kinds.split(' ').map((text) => {
    const [, cluster, kind = '', names = ''] = /^(-?)(\w+):(.*)$/.exec(text) ?? [];
    const [plural = '', ...short] = names.split(',');
    const [group = '', version] = groupVersion.split('/');
    const base = version === undefined ? '/api/v1' : `/apis/${groupVersion}`;
    return {
      path: `${base}/${plural}`,
      group: version === undefined ? '' : group,
      kind,
      names: [plural, kind.toLowerCase(), ...short],
      namespaced: cluster === '',
    };
  }),
);
