/** What the Kubernetes client's `KubeConfig` takes of other modules for methods of it that nobody here calls: its own API client, and undici's agents. See `new-kube-config.ts`. */
class Unused {
  constructor() {
    throw new Error('This part of the Kubernetes client is not loaded: see runner/target/new-kube-config.ts.');
  }
}

export { Unused as Agent, Unused as createConfiguration, Unused as ProxyAgent, Unused as ServerConfiguration };
