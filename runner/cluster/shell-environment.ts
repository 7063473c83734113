import { delimiter, join } from 'node:path';
import type { Target } from './target.ts';

/** Ours, npm's and Node's variables, and those that change what bash does at start or print. */
const dropped =
  /^(GUIDERAIL_|npm_|NODE|MALLOC_ARENA_MAX$|INIT_CWD$|BASH_ENV$|ENV$|PS\d$|PROMPT_COMMAND$|KUBECONFIG$|LC_|LANG|COLUMNS$|LINES$|PAGER$)/;

/** The local cluster's network cannot reach a proxy, so kubectl must not use one for the API server. */
const proxies = /^(?:https?|ftp|all|no)_proxy$/i;

/** The names of the variables that a session's shell has from the start, if the runner has these. */
export function sessionVariables(own: NodeJS.ProcessEnv): ReadonlySet<string> {
  return new Set([
    ...Object.keys(own).filter((name) => !dropped.test(name)),
    ...Object.keys(fixedVariables('')),
    'PATH',
  ]);
}

/**
 * Whether every session's shell has a valid value of this variable from the start, so that no step has to set
 * it.
 */
export function isGiven(name: string): boolean {
  return name === 'PATH' || name === 'HOME' || Object.hasOwn(fixedVariables(''), name);
}

/**
 * The environment of a session's shell: the user's own, with the target pinned and everything that prints in
 * English.
 */
export function shellEnvironment(
  own: NodeJS.ProcessEnv,
  target: Target,
  folder: string,
): Record<string, string> {
  const kept = Object.entries(own).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !dropped.test(entry[0]) && (target.reachesProxies || !proxies.test(entry[0])),
  );
  const path = (own['PATH'] ?? '').split(delimiter).filter((part) => !part.includes('node_modules'));
  return {
    ...Object.fromEntries(kept),
    PATH: [...target.pathBefore, ...path, ...target.pathBehind].join(delimiter),
    ...fixedVariables(folder),
  };
}

function fixedVariables(folder: string): Record<string, string> {
  return {
    KUBECONFIG: join(folder, 'kubeconfig'),
    KUBECACHEDIR: join(folder, 'kube-cache'),
    LC_ALL: 'C.UTF-8',
    TERM: 'xterm-256color',
    PAGER: 'cat',
  };
}
