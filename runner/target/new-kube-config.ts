import { registerHooks } from 'node:module';
import type { KubeConfig } from '@kubernetes/client-node';

let loaded: Promise<typeof import('@kubernetes/client-node/dist/config.js')> | undefined;

/** An empty one. Its library is loaded when a cluster is first asked: a call that asks none starts in a third of the time. */
export async function newKubeConfig(): Promise<KubeConfig> {
  loaded ??= loadKubeConfig();
  return new (await loaded).KubeConfig();
}

/**
 * The library without its thousand generated files, which take 0.6 s of processor time in each process: its `config.js` asks for the list of all of
 * them, `gen/index.js`, and is given the two things that it uses. Should another version use more, the import throws, and says what is missing.
 */
async function loadKubeConfig() {
  const settings = new URL('kube-config-settings.ts', import.meta.url).href;
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const asked = specifier === './gen/index.js' && context.parentURL?.endsWith('/@kubernetes/client-node/dist/config.js');
      return next(asked ? settings : specifier, context);
    },
  });
  try {
    return await import('@kubernetes/client-node/dist/config.js');
  } finally {
    hooks.deregister();
  }
}
