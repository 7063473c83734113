import { join } from 'node:path';
import type { Command, SyntaxNode } from 'unbash';
import { wordsOf } from '../../src/guide/command/bash.ts';
import { kubectlValued, operands, optionValues } from '../../src/guide/command/operands.ts';
import { type Does, verbOf } from './kubectl-verbs.ts';
import { type Manifest, manifestsAt, manifestsIn, unknownObject } from './manifests.ts';

/** The effect of one kubectl command on one object, as the command's text says. */
export interface ObjectEffect {
  readonly does: Does;
  /** A kind or a name for it: `Service`, `svc`, `services`, `endpointslices.discovery.k8s.io`. */
  readonly kind: string;
  /** Present only if a manifest names it. */
  readonly apiVersion?: string;
  /** Absent: the namespace of the context. */
  readonly namespace?: string;
  /** Present if the command writes in all namespaces. */
  readonly everywhere?: true;
  /** Absent: the command names no object, as in `kubectl delete pods --all`. */
  readonly name?: string;
  /** The key of the label that the command sets. */
  readonly label?: string;
}

/**
 * The options of kubectl's writing commands whose value is the next word (`kubectl VERB --help` of 1.35).
 */
const valued = new Set([
  ...kubectlValued,
  ...(
    '-f --filename -k --kustomize -p --patch -o --output -r -e --aggregation-rule --annotation ' +
    '--annotations --audience --as-group --as-uid --cert --certificate-authority ' +
    '--chunk-size --class --client-certificate --client-key --cluster-ip --clusterip --clusterrole ' +
    '--containers --cpu --current-replicas --default-backend ' +
    '--description --docker-email --docker-password --docker-server --docker-username --duration --env ' +
    '--external-ip --external-name --field-manager ' +
    '--field-selector --from --from-env-file --from-file --from-literal --grace-period --group --hard ' +
    '--image --image-pull-policy --key --keys --labels --limits ' +
    '--load-balancer-ip --max --max-unavailable --memory --min --min-available --name --node-port ' +
    '--non-resource-url --override-type --overrides --patch-file ' +
    '--pod-running-timeout --pod-selector --port --preemption-policy --prefix --protocol ' +
    '--prune-allowlist --raw --replicas --requests --resource ' +
    '--resource-name --resource-version --restart --role --rule --schedule --scopes --serviceaccount ' +
    '--session-affinity --skip-wait-for-delete-timeout ' +
    '--subresource --target-port --tcp --template --timeout --to-revision --tls-server-name --token ' +
    '--type --username --password --value --verb'
  ).split(' '),
]);

/**
 * The effects of a kubectl command, one for each object. `feeders`: the commands before it in its pipe.
 * `folder`: the folder with the guide's files. A name with `$` is not known before the command runs.
 */
export function kubectlEffects(
  node: Command,
  feeders: readonly SyntaxNode[],
  folder: string,
): ObjectEffect[] {
  return isDryRun(wordsOf(node)) ? [] : objectsNamed(node, feeders, folder);
}

/** Whether the command only prints the objects that it would write. */
export function isDryRun(words: readonly string[]): boolean {
  return words.some((word) => /^--dry-run(?!=none$)/.test(word) || /^--(?:local|list)(?:=true)?$/.test(word));
}

/** Like `kubectlEffects`, also for a command that only prints the objects that it would write. */
function objectsNamed(node: Command, feeders: readonly SyntaxNode[], folder: string): ObjectEffect[] {
  const words = wordsOf(node);
  const [verb = '', ...rest] = operands(words, valued);
  const namespace = namespaceNamed(words);
  const place = {
    ...(namespace !== undefined && { namespace }),
    ...(isEverywhere(words) && { everywhere: true as const }),
  };
  const does = verbOf(verb).doesToManifests;
  const files = optionValues(words, '-f', '--filename').flatMap((file) => file.split(','));
  if (does !== undefined && files.length > 0) {
    const objects = files.flatMap((file) =>
      file === '-' ? fedObjects([...feeders, node], folder) : manifestsOf(file, folder),
    );
    return objects.map((object) => ({ does, ...place, ...object }));
  }
  return effectsOnOperands(verb, { rest, words }).map((each) => ({ ...each, ...place }));
}

/**
 * The effects on the objects that the operands of a command name. `rest`: the operands. `words`: all words of
 * the command.
 */
function effectsOnOperands(
  verb: string,
  { rest, words }: { rest: readonly string[]; words: readonly string[] },
): ObjectEffect[] {
  const [first = '', ...others] = rest;
  const [given] = optionValues(words, '--name', '--name');
  const all = (does: Does, operandWords: readonly string[]) =>
    namedBy(operandWords).map((object): ObjectEffect => ({ does, ...object }));
  const one = (does: Does, kind: string, name: string | undefined): ObjectEffect[] =>
    name ? [{ does, kind, name }] : [];
  switch (verb) {
    case 'create':
      return one(
        'create',
        first,
        first === 'secret' || first === 'service' || first === 'svc' ? others[1] : others[0],
      );
    case 'run':
      return [
        ...one('create', 'pod', rest[0]),
        ...(words.some((word) => /^--expose(?:=true)?$/.test(word)) ? one('create', 'service', rest[0]) : []),
      ];
    case 'expose':
      return one('create', 'service', given ?? namedBy(rest)[0]?.name);
    case 'autoscale':
      return one('create', 'horizontalpodautoscaler', given ?? namedBy(rest)[0]?.name);
    case 'patch':
      return all('patch', rest);
    case 'delete':
      return all('delete', rest);
    case 'scale':
      return all('scale', rest);
    case 'annotate':
      return all('patch', withoutValues(rest));
    case 'set':
      return all(
        'patch',
        withoutValues(first === 'serviceaccount' || first === 'sa' ? others.slice(0, -1) : others),
      );
    case 'rollout':
      return /^(?:restart|undo|pause|resume)$/.test(first) ? all('patch', others) : [];
    case 'taint':
      return all(
        'patch',
        withoutValues(rest).filter((word) => !word.includes(':')),
      );
    case 'cordon':
    case 'uncordon':
    case 'drain':
      return rest.flatMap((name) => one('patch', 'node', name.replace(/^nodes?\//, '')));
    case 'label': {
      const labels = rest.flatMap((word) => /^([^=]+)=/.exec(word)?.slice(1, 2) ?? []);
      if (labels.length === 0) return all('patch', withoutValues(rest));
      return all('label', withoutValues(rest)).flatMap((each) => labels.map((label) => ({ ...each, label })));
    }
    case 'exec':
      return [{ does: 'exec', kind: 'pod' }];
    default:
      return [];
  }
}

/** The operands that are not labels (`key=value` and `key-`). */
function withoutValues(operandWords: readonly string[]): string[] {
  return operandWords.filter((word) => !/=|-$/.test(word));
}

/** Reads `svc a b`, `svc,ep a` or `svc/a ep/b`. With `--all` or a selector, a command names only kinds. */
function namedBy(operandWords: readonly string[]): { kind: string; name?: string }[] {
  if (operandWords.some((word) => word.includes('/'))) {
    return operandWords
      .map((word) => word.split('/'))
      .flatMap(([kind, name]) => (kind && name ? [{ kind, name }] : []));
  }
  const [words = '', ...names] = operandWords;
  // `all` is not a kind, but includes pods.
  const kinds = words.split(',').flatMap((kind) => (kind === 'all' ? 'pods' : kind || []));
  return names.length === 0
    ? kinds.map((kind) => ({ kind }))
    : kinds.flatMap((kind) => names.map((name) => ({ kind, name })));
}

/** The value of the last `-n`, which is the one that kubectl uses. */
export function namespaceNamed(words: readonly string[]): string | undefined {
  return optionValues(words, '-n', '--namespace').at(-1);
}

function isEverywhere(words: readonly string[]): boolean {
  return words.some((word) => /^-A$|^--all-namespaces(?:=true)?$/.test(word));
}

/** Programs whose output has the objects of their input, under the same names. */
const passesOn = new Set(['cat', 'tee', 'envsubst', 'istioctl', 'kubectl']);

/**
 * The objects in the standard input of the last command of a pipe: from the here-documents and files of all
 * its commands. Gives one unknown object if a command may change the objects, or if there are none.
 */
function fedObjects(nodes: readonly SyntaxNode[], folder: string): (Manifest | Omit<ObjectEffect, 'does'>)[] {
  const commands = nodes.map((node) =>
    node.type === 'Command' && passesOn.has(node.name?.value ?? '') ? node : undefined,
  );
  const objects = commands.every((node) => node !== undefined)
    ? commands.flatMap((node) => fedBy(node, folder))
    : [];
  return objects.length > 0 ? objects : [unknownObject];
}

function fedBy(node: Command, folder: string): (Manifest | Omit<ObjectEffect, 'does'>)[] {
  const words = wordsOf(node);
  if (node.name?.value === 'kubectl' && isDryRun(words))
    return objectsNamed(node, [], folder).map(({ does: _, ...object }) => object);
  const here = node.suffix.flatMap((part) => {
    if (part.type === 'HereDoc') return manifestsIn(part.body?.text ?? '');
    return part.type === 'Redirect' && part.operator === '<'
      ? manifestsOf(part.target?.value ?? '', folder)
      : [];
  });
  const files = node.name?.value === 'cat' ? words : optionValues(words, '-f', '--filename');
  return [...here, ...files.flatMap((file) => manifestsOf(file, folder))];
}

/** The manifests in one of the guide's files. An address gives one unknown object; `-` gives none. */
export function manifestsOf(file: string, folder: string): Manifest[] {
  if (file === '-') return [];
  return file.includes('://') ? [unknownObject] : manifestsAt(join(folder, file));
}
