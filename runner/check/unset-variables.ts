import { type CommandVariables, commandVariables } from '../../src/guide/command/command-variables.ts';
import type { Step } from '../../src/guide/model.ts';
import { nearestKey } from '../../src/guide/text/nearest-key.ts';
import { isGiven, sessionVariables } from '../cluster/shell-environment.ts';
import type { Found, Rule } from './rule.ts';

/**
 * Warns about each command that needs a variable that no earlier step sets, or that an earlier step sets only
 * on some clusters. Without the variable, the command is not run.
 */
export const unsetVariables: Rule = (guide) => {
  const all = commandVariables(guide.steps);
  const setters = settersByName(all);
  const names = [...setters.keys()];
  const session = sessionVariables(process.env);
  const running = all.filter(({ step }) => step.skip === undefined);
  const fileReadAt = running.find(({ setsOthers }) => setsOthers)?.line ?? Number.POSITIVE_INFINITY;
  const found: Found[] = [];
  for (const { step, line, needs } of running) {
    for (const name of needs) {
      const message = whyUnset(name, {
        step,
        line,
        own: setters.get(name) ?? [],
        names,
        session,
        isFileRead: fileReadAt < line,
      });
      if (message !== undefined) found.push({ code: 'unset-variable', line, message });
    }
  }
  return found;
};

function settersByName(all: readonly CommandVariables[]): Map<string, CommandVariables[]> {
  const setters = new Map<string, CommandVariables[]>();
  for (const command of all) {
    for (const name of command.sets) {
      const own = setters.get(name);
      if (own) own.push(command);
      else setters.set(name, [command]);
    }
  }
  return setters;
}

/** A command that needs a variable, and facts about the variable. */
interface Use {
  readonly step: Step;
  readonly line: number;
  /** The commands that set it, in page order. */
  readonly own: readonly CommandVariables[];
  /** The names of all variables that any command sets. */
  readonly names: readonly string[];
  /** The names of the variables that the shell has from the start. */
  readonly session: ReadonlySet<string>;
  /** Whether an earlier command sources a file or uses `eval`, and so may set any variable. */
  readonly isFileRead: boolean;
}

function whyUnset(name: string, { step, line, own, names, session, isFileRead }: Use): string | undefined {
  const isOfSession = session.has(name);
  if (isGiven(name) || (isFileRead && !isOfSession)) return undefined;
  const before = own.filter((setter) => setter.line < line);
  if (before.length > 0) {
    const running = before.filter((setter) => setter.step.skip === undefined);
    const setter = running.at(-1) ?? before.at(-1)!;
    const condition = conditionOf(setter.step, step);
    if (condition === undefined || running.some((other) => conditionOf(other.step, step) !== condition))
      return undefined;
    return (
      `Only the step ${setter.step.id} (line ${setter.line}) sets \`$${name}\`, and that step ` +
      `${condition}. Without the variable, this command is not run. Set \`$${name}\` in a step that always ` +
      'runs.'
    );
  }
  if (isOfSession) return undefined;
  const [later] = own;
  if (later)
    return (
      `Only a step below sets \`$${name}\`, in line ${later.line}, so this command is not run. Move that ` +
      'step up.'
    );
  const near = nearestKey(name, names);
  const hint =
    near === undefined
      ? `Set it in a step above, or write \`\${${name}-}\` if it may be empty.`
      : `Did you mean \`$${near}\`?`;
  return (
    `No step sets \`$${name}\`, and the environment does not have it, so this command is not run. ` +
    `${hint}`
  );
}

/** Why `setter` may not run although `user` runs, as a predicate; `undefined` if that is impossible. */
function conditionOf(setter: Step, user: Step): string | undefined {
  if (setter.skip !== undefined) return 'is never run';
  if (setter.when !== undefined && setter.when !== user.when) return `is run only on ${setter.when}`;
  const { choice } = setter;
  if (choice && (choice.group !== user.choice?.group || choice.value !== user.choice.value))
    return `is run only with the choice ${choice.group}:${choice.value}`;
  return undefined;
}
