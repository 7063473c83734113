import { join } from 'node:path';
import type { Command, SyntaxNode } from 'unbash';
import { parseBash, walk, wordsOf } from '../../src/guide/bash.ts';
import type { Command as GuideCommand, Step } from '../../src/guide/model.ts';
import { kubectlValued, operands, optionValues } from '../../src/guide/operands.ts';
import { type Manifest, manifestsAt, manifestsIn } from './manifests.ts';

/** What one kubectl command of a guide does to one object, as far as its text alone says. */
export interface Deed {
  readonly step: string;
  readonly does: 'apply' | 'create' | 'patch' | 'label' | 'delete' | 'exec';
  /** A kind or what kubectl takes for it: `Service`, `svc`, `services`, `endpointslices.discovery.k8s.io`. */
  readonly kind: string;
  /** Where a manifest says it. */
  readonly apiVersion?: string;
  /** Absent: the context's own. */
  readonly namespace?: string;
  readonly name?: string;
  /** The label's key. */
  readonly label?: string;
  /** By what the page prints, it is not there before. */
  readonly isNew: boolean;
}

/** In the order of the page. What a variable fills in, and what other programs do, is not known before they run. `folder` has the guide's files. */
export function deedsOf(steps: readonly Step[], folder: string): Deed[] {
  return steps.flatMap((step) => step.commands.flatMap((command) => deedsOfCommand(step.id, command, folder)));
}

function deedsOfCommand(step: string, command: GuideCommand, folder: string): Deed[] {
  const feeders = new Map<SyntaxNode, readonly SyntaxNode[]>();
  const deeds: Deed[] = [];
  walk(parseBash(command.text), (node) => {
    if (node.type === 'Pipeline') for (const [at, each] of node.commands.entries()) feeders.set(each, node.commands.slice(0, at));
    if (node.type !== 'Command' || node.name?.value !== 'kubectl') return;
    for (const deed of kubectlDeeds(node, feeders.get(node) ?? [], folder)) {
      if (Object.values(deed).every((value) => !/[$`]/.test(value ?? ''))) deeds.push({ step, ...deed, isNew: saysNew(command, deed) });
    }
  });
  return deeds;
}

/** What a deed is about, without whose it is. */
export type Plain = Omit<Deed, 'step' | 'isNew'>;

/** kubectl's further options that take a value as the next word. */
const valued = new Set([...kubectlValued, ...'-f --filename -p --patch --type -o --output --from-literal --from-file --image --field-manager'.split(' ')]);

/** Of one command, and of those before it in its pipe. */
export function kubectlDeeds(node: Command, feeders: readonly SyntaxNode[], folder: string): Plain[] {
  const words = wordsOf(node);
  const [verb, ...rest] = operands(words, valued);
  const [namespace] = optionValues(words, '-n', '--namespace');
  const inNamespace = namespace === undefined ? {} : { namespace };
  const files = optionValues(words, '-f', '--filename');
  const does = verb === 'replace' || verb === 'annotate' ? 'patch' : verb;
  if (does === 'apply' || does === 'create' || does === 'delete' || does === 'patch') {
    const manifests = files.flatMap((file) => (file === '-' ? fedManifests([...feeders, node], folder) : manifestsOf(file, folder)));
    if (files.length > 0) return manifests.map((manifest) => ({ does, ...inNamespace, ...manifest }));
  }
  switch (does) {
    case 'create': {
      const [kind = '', ...names] = rest;
      const name = kind === 'secret' || kind === 'service' || kind === 'svc' ? names[1] : names[0];
      return name === undefined ? [] : [{ does, kind, name, ...inNamespace }];
    }
    case 'run':
      return rest[0] === undefined ? [] : [{ does: 'create', kind: 'pod', name: rest[0], ...inNamespace }];
    case 'patch':
    case 'delete':
      return namedBy(rest).map((named) => ({ does, ...named, ...inNamespace }));
    case 'label': {
      const labels = rest.flatMap((word) => /^([^=]+)=/.exec(word)?.slice(1, 2) ?? []);
      const named = namedBy(rest.filter((word) => !/=|-$/.test(word)));
      if (labels.length === 0) return named.map((each) => ({ does: 'patch', ...each, ...inNamespace }));
      return named.flatMap((each) => labels.map((label) => ({ does, label, ...each, ...inNamespace })));
    }
    case 'exec':
      return [{ does, kind: 'pod', ...inNamespace }];
    default:
      return [];
  }
}

/** `svc a b`, `svc,ep a` or `svc/a ep/b`. */
function namedBy(operandWords: readonly string[]): { kind: string; name: string }[] {
  if (operandWords.some((word) => word.includes('/'))) {
    return operandWords.map((word) => word.split('/')).flatMap(([kind, name]) => (kind && name ? [{ kind, name }] : []));
  }
  const [kinds = '', ...names] = operandWords;
  return kinds.split(',').flatMap((kind) => names.map((name) => ({ kind, name })));
}

/** What comes in by standard input: here-documents and files of the command itself and of those before it in its pipe. */
function fedManifests(nodes: readonly SyntaxNode[], folder: string): Manifest[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'Command') return [];
    const here = node.suffix.flatMap((part) => {
      if (part.type === 'HereDoc') return manifestsIn(part.body?.text ?? '');
      return part.type === 'Redirect' && part.operator === '<' ? manifestsOf(part.target?.value ?? '', folder) : [];
    });
    const words = wordsOf(node);
    const files = node.name?.value === 'cat' ? words : optionValues(words, '-f', '--filename');
    return [...here, ...files.flatMap((file) => manifestsOf(file, folder))];
  });
}

/** Those of the guide's files. */
export function manifestsOf(file: string, folder: string): Manifest[] {
  return file === '-' || file.includes('://') ? [] : manifestsAt(join(folder, file));
}

/** kubectl says of each object what became of it, `service/a unchanged`: one that is `configured` or `unchanged` was there. */
function saysNew({ expectation: { exit, printed } }: GuideCommand, { kind, apiVersion, name }: Plain): boolean {
  const isAboutIt = (line: string) => {
    const [, printedKind, printedName] = /^([^\s/.]+)\S*\/(\S+) (?:configured|unchanged|not labeled)/.exec(line) ?? [];
    return printedName === name && (apiVersion === undefined || printedKind === kind.toLowerCase());
  };
  return exit === 0 && !printed.some(({ lines }) => lines.some(isAboutIt));
}
