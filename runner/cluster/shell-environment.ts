import { delimiter, join } from 'node:path';
import type { Target } from './target.ts';

/**
 * Variables that a session's shell does not get: those of Guiderail, npm and Node, and those that change how
 * bash starts or what programs print.
 */
const dropped = new RegExp(
  '^(?:GUIDERAIL_|npm_|NODE|LC_|LANG|' +
    '(?:MALLOC_ARENA_MAX|INIT_CWD|BASH_ENV|ENV|PS\\d|PROMPT_COMMAND|KUBECONFIG|COLUMNS|LINES|PAGER)$)',
);

/** Variables that name proxies. kubectl would use them for the API server. */
const proxies = /^(?:https?|ftp|all|no)_proxy$/i;

/** The names of the variables that a session's shell has from the start. `own`: the runner's variables. */
export function sessionVariables(own: NodeJS.ProcessEnv): ReadonlySet<string> {
  return new Set([
    ...Object.keys(own).filter((name) => !dropped.test(name)),
    ...Object.keys(fixedVariables('')),
    'PATH',
  ]);
}

/** Whether every session's shell has a valid value of a variable from the start, so that no step sets it. */
export function isGiven(name: string): boolean {
  return name === 'PATH' || name === 'HOME' || Object.hasOwn(fixedVariables(''), name);
}

/**
 * The environment of a session's shell: the user's variables, the pinned kubeconfig, and English output.
 * `folder`: the private folder of the session.
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
