/**
 * A DNS subdomain name, as Kubernetes names objects (RFC 1123): labels of small letters, digits and inner
 * hyphens.
 */
export const dnsName = '[a-z0-9](?:(?:[a-z0-9-]|(?<!-)\\.(?=[a-z0-9])){0,251}[a-z0-9])?';
