import { registerHooks } from 'node:module';
import type { KubeConfig } from '@kubernetes/client-node';

let loaded: Promise<typeof import('@kubernetes/client-node/dist/config.js')> | undefined;

/** An empty one. Its library is loaded when a cluster is first asked: a call that asks none starts in a third of the time. */
export async function newKubeConfig(): Promise<KubeConfig> {
  loaded ??= loadKubeConfig();
  return new (await loaded).KubeConfig();
}

/**
 * The library without its thousand generated files and without undici, which together take 0.7 s of processor time in each process: `config.js` names
 * them for methods that make an API client, and nobody here calls those. It is given something in their place that throws when it is used. Should another
 * version take more of them, the import throws, and says what is missing.
 */
async function loadKubeConfig() {
  const unused = new URL('kube-config-unused.ts', import.meta.url).href;
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const asked = ['./gen/index.js', 'undici'].includes(specifier) && context.parentURL?.endsWith('/@kubernetes/client-node/dist/config.js');
      return next(asked ? unused : specifier, context);
    },
  });
  try {
    return await import('@kubernetes/client-node/dist/config.js');
  } finally {
    hooks.deregister();
  }
}
