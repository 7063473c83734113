import { statSync } from 'node:fs';
import { type KubeContext, readContext } from './kubeconfig.ts';
import { pinConfig } from './pinned-config.ts';
import { withProxy } from './proxy-of.ts';

/**
 * Returns a function that reads the kubeconfigs again if they changed, and says how the context differs from
 * `first`; `undefined`: it means the same cluster. Files that cannot be read at the moment change nothing:
 * the session uses its own copy.
 */
export function watchContext(
  first: KubeContext,
  { files, authority }: { files: readonly string[]; authority: string | undefined },
): () => string | undefined {
  const { context, server } = first;
  let seen = statesOf(files);
  let answer: string | undefined;
  return () => {
    const now = statesOf(files);
    if (now === seen) return answer;
    seen = now;
    answer = undefined;
    try {
      const found = withProxy(readContext(context, files));
      if (found.server !== server)
        answer =
          `Context ${context} means ${found.server} now, and not ${server}, which this session was tied ` +
          'to.';
      else if (routeOf(found) !== routeOf(first))
        answer =
          `Context ${context} now has another proxy or server name (proxy-url, tls-server-name) than the ` +
          'one this session was tied to.';
      else if (pinConfig(found).authority !== authority)
        answer = `Context ${context} trusts another authority now than the one this session was tied to.`;
    } catch {
      // Another program is writing or deleting a file at this moment.
    }
    return answer;
  };
}

function routeOf({ cluster: { fields } }: KubeContext): string {
  return JSON.stringify([fields['proxy-url'], fields['tls-server-name']]);
}

/** A text that changes whenever one of the files is written. Does not read the files. */
function statesOf(files: readonly string[]): string {
  return files
    .map((file) => statSync(file, { throwIfNoEntry: false }))
    .map((state) => `${state?.ino} ${state?.mtimeMs} ${state?.size}`)
    .join();
}
