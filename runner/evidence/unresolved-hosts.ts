import { type Finder, isNamed, isOfSession, namespacesOf } from './failure.ts';
import { listIstio } from './istio-lists.ts';
import { type ListOf, type Metadata, subjectOf } from './kubernetes.ts';

interface DestinationRule {
  readonly metadata: Metadata;
  readonly spec: { readonly host?: string };
}

interface VirtualService {
  readonly metadata: Metadata;
  readonly spec: Readonly<
    Record<
      'http' | 'tcp' | 'tls',
      | readonly { readonly route?: readonly { readonly destination?: { readonly host?: string } }[] }[]
      | undefined
    >
  >;
}

interface Rule {
  readonly kind: string;
  readonly metadata: Metadata;
  readonly host: string;
  /** The effect of a host that nothing in the cluster has. */
  readonly effect: string;
}

/**
 * Finds rules with a host that nothing in the cluster has. Looks only at rules that were made in this session
 * or that the command or its output names, and only if the command sends requests.
 */
export const findUnresolvedHosts: Finder = async (reader, failure) => {
  if (!/\b(curl|wget|exec|istioctl)\b/.test(failure.command)) return [];
  const rules = (
    await Promise.all(
      namespacesOf(failure).map(async (namespace) => {
        const where = `/namespaces/${namespace}`;
        const [destinations, virtual] = await Promise.all([
          listIstio<DestinationRule>(reader, 'destinationrules', where),
          listIstio<VirtualService>(reader, 'virtualservices', where),
        ]);
        return [...destinations.flatMap(rulesOfDestination), ...virtual.flatMap(rulesOfVirtualService)];
      }),
    )
  ).flat();
  const relevant = rules.filter(
    ({ metadata, host }) =>
      isOfSession(failure, metadata) || isNamed(failure, metadata.name) || isNamed(failure, host),
  );
  if (relevant.length === 0) return [];
  const [services, entries] = await Promise.all([
    reader.get<ListOf<{ metadata: Metadata }>>('/api/v1/services'),
    listIstio<{ spec: { hosts?: readonly string[] } }>(reader, 'serviceentries'),
  ]);
  const hosts = [
    ...(services?.items ?? []).map(
      ({ metadata: { name, namespace } }) => `${name}.${namespace}.svc.cluster.local`,
    ),
    ...entries.flatMap(({ spec }) => spec.hosts ?? []),
  ];
  return relevant
    .filter(({ host, metadata }) => !resolves({ host, namespace: metadata.namespace ?? 'default' }, hosts))
    .map((rule) => ({
      evidence: {
        kind: 'unresolved-host',
        subject: subjectOf(rule.kind, rule.metadata),
        sentence:
          `${subjectOf(rule.kind, rule.metadata)} names the host ${rule.host}, which no Service and no ` +
          `ServiceEntry of the cluster has: ${rule.effect}.`,
        next:
          `Correct \`host\` in ${rule.kind} ${rule.metadata.name} (a short name means its own ` +
          'namespace), or make a Service or ServiceEntry of that name; then run the step again.',
      },
      named: isNamed(failure, rule.metadata.name) || isNamed(failure, rule.host),
      at: Date.parse(rule.metadata.creationTimestamp),
    }));
};

function rulesOfDestination({ metadata, spec }: DestinationRule): Rule[] {
  return spec.host === undefined
    ? []
    : [{ kind: 'DestinationRule', metadata, host: spec.host, effect: 'the rule applies to no request' }];
}

function rulesOfVirtualService({ metadata, spec }: VirtualService): Rule[] {
  const routes = [...(spec.http ?? []), ...(spec.tcp ?? []), ...(spec.tls ?? [])].flatMap(
    ({ route }) => route ?? [],
  );
  const hosts = new Set(
    routes.map(({ destination }) => destination?.host).filter((host) => host !== undefined),
  );
  return [...hosts].map((host) => ({
    kind: 'VirtualService',
    metadata,
    host,
    effect: 'requests that it sends there fail',
  }));
}

/**
 * Whether a rule's host is one of `hosts`. A name without dots means a service in the rule's own namespace. A
 * `*` at the beginning stands for any text
 * (https://istio.io/latest/docs/reference/config/networking/destination-rule/#DestinationRule).
 */
export function resolves(
  { host, namespace }: { host: string; namespace: string },
  hosts: readonly string[],
): boolean {
  if (host.startsWith('*')) return hosts.some((each) => each.endsWith(host.slice(1)));
  const whole = host.includes('.') ? host : `${host}.${namespace}.svc.cluster.local`;
  return hosts.some((each) => each === whole || (each.startsWith('*') && whole.endsWith(each.slice(1))));
}
