import { parseBash, walk, wordsOf } from '../../src/guide/command/bash.ts';
import { destroys } from '../../src/guide/command/destroys.ts';
import { kubectlValued, operands } from '../../src/guide/command/operands.ts';
import type { Command, Step } from '../../src/guide/model.ts';
import { every, isOfTheShell, moves } from '../preflight/keeps-files.ts';
import { isDryRun } from '../preflight/kubectl-command.ts';
import type { Rule } from './rule.ts';

/**
 * Warns about a guide that creates something in the cluster but has no cleanup step, and about a step that
 * looks like a cleanup but has no `role=cleanup`.
 */
export const noCleanup: Rule = ({ steps }) => {
  const creating = steps.filter(
    ({ skip, role, commands }) => skip === undefined && role !== 'cleanup' && commands.some(creates),
  );
  const [first] = creating;
  const command = first?.commands.find(creates);
  if (!first || !command) return [];
  const lastCreating = creating.at(-1)!.ordinal;
  const hasCleanup = steps.some(({ role }) => role === 'cleanup');
  const cleanups = steps.filter(
    (step) => onlyDeletes(step) && (isNamedCleanup(step) || (!hasCleanup && step.ordinal > lastCreating)),
  );
  if (cleanups.length > 0) {
    return cleanups.map(({ line }) => ({
      code: 'no-cleanup' as const,
      line,
      message:
        'This step only deletes. Give it `role=cleanup`, so that it also runs when a step above does not ' +
        'pass.',
    }));
  }
  if (hasCleanup) return [];
  const message =
    `The guide has no cleanup step, but its step ${first.id} creates something in the cluster. Add a step ` +
    'with `role=cleanup` that deletes what the guide creates.';
  return [{ code: 'no-cleanup', line: command.line, message }];
};

/** Verbs that create or change something. */
const creatingVerbs: Readonly<Record<string, ReadonlySet<string>>> = {
  kubectl: new Set('annotate apply autoscale create expose label patch run set taint'.split(' ')),
  helm: new Set(['install', 'upgrade']),
  istioctl: new Set(['install']),
};

function creates({ text, reads, expectation }: Command): boolean {
  if (reads || expectation.exit !== 0) return false;
  let found = false;
  walk(parseBash(text), (node) => {
    const name = node.type === 'Command' ? node.name?.value : undefined;
    if (node.type !== 'Command' || name === undefined || !Object.hasOwn(creatingVerbs, name)) return;
    const words = wordsOf(node);
    const [verb = ''] = operands(words, kubectlValued);
    const leavesNothing =
      isDryRun(words) || words.includes('--rm') || (verb === 'create' && words.includes('token'));
    // `label ns default key-` removes a label.
    const removes =
      (verb === 'label' || verb === 'annotate') && !words.some((word) => /^[^-][^=]*=/.test(word));
    found ||= Boolean(creatingVerbs[name]?.has(verb)) && !leavesNothing && !removes;
  });
  return found;
}

function onlyDeletes({ skip, role, commands }: Step): boolean {
  if (skip !== undefined || role !== 'step') return false;
  const writing = commands.filter(({ reads }) => !reads);
  return (
    writing.some(({ text }) => destroys(text)) &&
    writing.every(({ text }) => destroys(text) || onlyOfTheShell(text))
  );
}

/** Whether a command changes only the shell, such as `unset POD`. */
function onlyOfTheShell(text: string): boolean {
  return every(text, (node) => node.type !== 'Command' || isOfTheShell(node) || moves(node));
}

function isNamedCleanup({ heading, id }: Step): boolean {
  return /\b(?:clean(?:ing)?[ -]?up|tear[ -]?down)\b/i.test(`${heading} ${id}`);
}
