/** All that the Kubernetes client's `KubeConfig` takes of the client that is generated from the API: two files of a thousand. See `new-kube-config.ts`. */
export { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
export { ServerConfiguration } from '@kubernetes/client-node/dist/gen/servers.js';
