import { type CommandVariables, commandVariables, nearestVariable } from '../../src/guide/command-variables.ts';
import type { Step } from '../../src/guide/model.ts';
import { isGiven, sessionVariables } from '../engine/shell-environment.ts';
import type { Found, Rule } from './rule.ts';

/** Warns about each command that will not be run, or not everywhere, because no step that runs before it sets a variable that it needs. */
export const unsetVariables: Rule = (guide) => {
  const all = commandVariables(guide.steps);
  const running = all.filter(({ step }) => step.skip === undefined);
  const found: Found[] = [];
  for (const { step, line, needs } of running) {
    const isFileRead = running.some((other) => other.setsOthers && other.line < line);
    for (const name of needs) {
      const message = whyUnset(name, { step, line, all, isFileRead });
      if (message !== undefined) found.push({ code: 'unset-variable', line, message });
    }
  }
  return found;
};

function whyUnset(
  name: string,
  { step, line, all, isFileRead }: { step: Step; line: number; all: readonly CommandVariables[]; isFileRead: boolean },
): string | undefined {
  const isOfSession = sessionVariables(process.env).has(name);
  if (isGiven(name) || (isFileRead && !isOfSession)) return undefined;
  const own = all.filter(({ sets }) => sets.has(name));
  const before = own.filter((maker) => maker.line < line);
  if (before.length > 0) {
    const running = before.filter((maker) => maker.step.skip === undefined);
    const maker = running.at(-1) ?? before.at(-1)!;
    const condition = conditionOf(maker.step, step);
    if (condition === undefined || running.some((other) => conditionOf(other.step, step) !== condition)) return undefined;
    return `\`$${name}\` is set only by the step ${maker.step.id} (line ${maker.line}), which ${condition}; without it, this command is not run. Set \`$${name}\` in a step that always runs.`;
  }
  if (isOfSession) return undefined;
  const [later] = own;
  if (later) return `\`$${name}\` is set only below, at line ${later.line}, so this command is not run. Move that step up.`;
  const near = nearestVariable(name, all);
  const hint = near === undefined ? `Set it in a step above, or write \`\${${name}-}\` if it may be empty.` : `Did you mean \`$${near}\`?`;
  return `No step sets \`$${name}\`, and the environment does not have it, so this command is not run. ${hint}`;
}

/** When the first step is not run though the second one is; `undefined` if that cannot be. */
function conditionOf(maker: Step, user: Step): string | undefined {
  if (maker.skip !== undefined) return 'is never run';
  if (maker.when !== undefined && maker.when !== user.when) return `is run only on ${maker.when}`;
  const { choice } = maker;
  if (choice && (choice.group !== user.choice?.group || choice.value !== user.choice.value))
    return `is run only with the choice ${choice.group}:${choice.value}`;
  return undefined;
}
