/** Stands for what the Kubernetes client's `KubeConfig` takes of other modules for methods that nobody here calls: its own API client, and undici's agents. See `new-kube-config.ts`. */
function unused(): never {
  throw new Error('This part of the Kubernetes client is not loaded: see runner/target/new-kube-config.ts.');
}

export { unused as Agent, unused as createConfiguration, unused as ProxyAgent, unused as ServerConfiguration };
