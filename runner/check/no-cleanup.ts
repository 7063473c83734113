import { parseBash, walk, wordsOf } from '../../src/guide/command/bash.ts';
import { destroys } from '../../src/guide/command/destroys.ts';
import { kubectlValued, operands } from '../../src/guide/command/operands.ts';
import type { Command, Step } from '../../src/guide/model.ts';
import { changesFolder, changesOnlyShell, every } from '../preflight/command-changes.ts';
import { isDryRun } from '../preflight/kubectl-command.ts';
import { verbOf } from '../preflight/kubectl-verbs.ts';
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

/** Whether a verb of a program makes something, or changes something, that a cleanup has to undo. */
const leavesWork: Readonly<Record<string, (verb: string) => boolean>> = {
  kubectl: (verb) => verbOf(verb).leavesWork === true,
  helm: (verb) => verb === 'install' || verb === 'upgrade',
  istioctl: (verb) => verb === 'install',
};

function creates({ text, reads, expectation }: Command): boolean {
  if (reads || expectation.exit !== 0) return false;
  let found = false;
  walk(parseBash(text), (node) => {
    const name = node.type === 'Command' ? node.name?.value : undefined;
    if (node.type !== 'Command' || name === undefined || !Object.hasOwn(leavesWork, name)) return;
    const words = wordsOf(node);
    const [verb = ''] = operands(words, kubectlValued);
    const leavesNothing =
      isDryRun(words) || words.includes('--rm') || (verb === 'create' && words.includes('token'));
    // `label ns default key-` removes a label.
    const removes =
      (verb === 'label' || verb === 'annotate') && !words.some((word) => /^[^-][^=]*=/.test(word));
    found ||= leavesWork[name]?.(verb) === true && !leavesNothing && !removes;
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
  return every(text, (node) => node.type !== 'Command' || changesOnlyShell(node) || changesFolder(node));
}

function isNamedCleanup({ heading, id }: Step): boolean {
  return /\b(?:clean(?:ing)?[ -]?up|tear[ -]?down)\b/i.test(`${heading} ${id}`);
}
