import { parseBash, walk, wordsOf } from '../../src/guide/command/bash.ts';
import { optionValues } from '../../src/guide/command/operands.ts';
import type { Guide, TargetVersions } from '../../src/guide/model.ts';
import type { Evidence } from '../../src/guide/result.ts';
import type { TargetOrigin } from '../cluster/target.ts';
import type { Metadata } from './kubernetes.ts';
import type { Reader } from './reader.ts';

/** A command that did not pass, with the facts that help to find the cause. */
export interface Failure {
  readonly guide: Guide;
  readonly versions: TargetVersions;
  readonly origin: TargetOrigin;
  /** The command that did not pass, and what it printed. */
  readonly command: string;
  readonly output: string;
  /**
   * When the session began, in milliseconds. An older object explains the failure only if the command or its
   * output names it.
   */
  readonly since: number;
}

/** A possible cause of a failure. */
export interface Found {
  readonly evidence: Evidence;
  /** Whether the command or its output names the object. */
  readonly named: boolean;
  /** When the cause arose, in milliseconds. The newest cause is the most likely one. */
  readonly at: number;
}

/** Looks in the cluster for one sort of cause. */
export type Finder = (reader: Reader, failure: Failure) => Promise<readonly Found[]>;

/** The namespaces that the guide declares and those that the command names. */
export function namespacesOf({ guide, command }: Pick<Failure, 'guide' | 'command'>): string[] {
  const own = guide.namespaces.length > 0 ? guide.namespaces : ['default'];
  return [...new Set([...own, ...namespacesNamed(command)])];
}

function namespacesNamed(command: string): string[] {
  const named: string[] = [];
  walk(parseBash(command), (node) => {
    if (node.type === 'Command') named.push(...optionValues(wordsOf(node), '-n', '--namespace'));
  });
  return named.filter((name) => /^[a-z0-9][a-z0-9-]*$/.test(name));
}

/** Whether the command or its output contains a name as a whole word. */
export function isNamed({ command, output }: Pick<Failure, 'command' | 'output'>, name: string): boolean {
  const word = new RegExp(`(?<![\\w.-])${name.replace(/[^\w-]/g, '\\$&')}(?![\\w-])`);
  return word.test(command) || word.test(output);
}

/** Whether an object was created in this session. */
export function isOfSession(
  { since }: Pick<Failure, 'since'>,
  { creationTimestamp }: Pick<Metadata, 'creationTimestamp'>,
): boolean {
  return Date.parse(creationTimestamp) >= since;
}
