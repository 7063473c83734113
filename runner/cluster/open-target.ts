import { CallError } from '../errors.ts';
import { consoleProgress } from '../report/progress.ts';
import { contextKind } from './context-target.ts';
import { localKind } from './local-target.ts';
import type { Target, TargetOrigin } from './target.ts';
import type { ChosenTarget, OriginInfo, TargetKind } from './target-kind.ts';

/** Every kind of target that has a cluster. A new kind is one file, with one line here. */
const kinds = { local: localKind, context: contextKind };

type Kind = (typeof kinds)[keyof typeof kinds];

export type ClusterChoice = NonNullable<ReturnType<Kind['parse']>>;

/** The possible values of `--target`. `recorded`: no cluster, only recordings. */
export type TargetChoice = ClusterChoice | { readonly kind: 'recorded' };

const forms = Object.values(kinds).map(({ form }) => form);

/** The values of `--target` that name a cluster, for the help of a command. */
export const clusterTargetHelp = orList(forms.map((form) => `\`${form}\``));
export const targetHelp = orList([...forms, 'recorded'].map((form) => `\`${form}\``));

/** Reads the text of `--target`. Throws a CallError that names the possible values. */
export function parseTarget(text = 'local'): TargetChoice {
  if (text === 'recorded') return { kind: 'recorded' };
  for (const kind of Object.values(kinds)) {
    const choice = kind.parse(text);
    if (choice) return choice;
  }
  const [first = '', ...more] = forms;
  throw new CallError('bad-option', `--target ${text}: write ${orList([first, 'recorded', ...more])}.`);
}

export function chosenTarget(choice: ClusterChoice): ChosenTarget {
  return (kinds[choice.kind] as TargetKind<ClusterChoice, TargetOrigin>).chosen(choice);
}

/** Whether this version of Guiderail has the kind of target. A record may come from another version. */
export function isKnownOrigin(origin: { readonly kind: string } | null | undefined): boolean {
  return Object.hasOwn(kinds, origin?.kind ?? '');
}

export function originInfo(origin: TargetOrigin): OriginInfo {
  return (kinds[origin.kind] as TargetKind<ClusterChoice, TargetOrigin>).originInfo(origin);
}

export interface TargetOptions {
  /** `local` (the default) or `context=NAME`. */
  readonly target?: string;
  readonly kubeconfig?: string;
  /** The name of the local cluster, if that is the target. */
  readonly name?: string;
  /** If aborted, a cluster that is starting is removed, and a wait for an answer at the terminal ends. */
  readonly signal?: AbortSignal;
}

/**
 * Opens the target of an unattended run. Starts the local cluster if it is not up, and shows the progress on
 * standard error. Throws if `signal` is aborted.
 */
export async function openTarget({ target, kubeconfig, name, signal }: TargetOptions): Promise<Target> {
  const choice = parseTarget(target);
  if (choice.kind === 'recorded')
    throw new CallError('bad-option', `--target recorded has no cluster to run on. Choose ${orList(forms)}.`);
  const progress = consoleProgress(process.stderr);
  try {
    const opened = await chosenTarget(choice).open({
      clusterName: name ?? 'guiderail',
      kubeconfig,
      keeping: 'unchanged',
      onProgress: progress.show,
      signal,
    });
    if ('noCluster' in opened) throw opened.noCluster;
    return opened;
  } finally {
    progress.end();
  }
}

/** `a`, `a or b`, `a, b or c`. */
function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
