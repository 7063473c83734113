import { CallError, TargetError } from '../errors.ts';
import { programFolder, status, up, whyNot } from '../local-cluster/index.ts';
import { consoleProgress } from '../report/progress.ts';
import { contextTarget } from './context-target.ts';
import { localTarget } from './local-target.ts';
import type { Target } from './target.ts';

export interface TargetOptions {
  /** `local` (the default) or `context=NAME`. */
  readonly target?: string;
  readonly kubeconfig?: string;
  /** Name of the local cluster. */
  readonly name?: string;
  /**
   * Ends the start of the local cluster, of which nothing stays, and the wait for an answer at the terminal.
   * `openTarget` then throws.
   */
  readonly signal?: AbortSignal;
}

export type TargetChoice =
  | { readonly kind: 'local' }
  | { readonly kind: 'recorded' }
  | { readonly kind: 'context'; readonly context: string };

/** What `--target` says; a CallError names what it may say. */
export function parseTarget(text = 'local'): TargetChoice {
  if (text === 'local' || text === 'recorded') return { kind: text };
  const context = /^context=(.+)$/.exec(text)?.[1];
  if (context === undefined)
    throw new CallError('bad-option', `--target ${text}: write local, recorded or context=NAME.`);
  return { kind: 'context', context };
}

/**
 * The target for an unattended run; the local cluster is started, with its progress on standard error, where
 * it is not up.
 */
export async function openTarget(options: TargetOptions): Promise<Target> {
  const choice = parseTarget(options.target);
  switch (choice.kind) {
    case 'recorded':
      throw new CallError(
        'bad-option',
        '--target recorded has no cluster to run on. Choose local or context=NAME.',
      );
    case 'context':
      return contextTarget(choice.context, {
        kubeconfig: options.kubeconfig,
        pathBehind: await programFolder(),
        signal: options.signal,
      });
    case 'local':
      return openLocal(options.name ?? 'guiderail', options.signal);
  }
}

async function openLocal(name: string, signal: AbortSignal | undefined): Promise<Target> {
  const found = await status(name);
  if (found.state !== 'up') {
    const why = await whyNot(name);
    if (why !== undefined) throw new TargetError('no-local-cluster', why);
  }
  const progress = consoleProgress(process.stderr);
  try {
    return await localTarget(await up({ name, onProgress: progress.show, ...(signal && { signal }) }));
  } finally {
    progress.end();
  }
}
