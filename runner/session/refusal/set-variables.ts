import { type CommandVariables, commandVariables } from '../../../src/guide/command/command-variables.ts';
import { type Variables, variables } from '../../../src/guide/command/variables.ts';
import type { Command, Guide, Step, TargetVersions } from '../../../src/guide/model.ts';
import { whySkipped } from '../../../src/guide/needs.ts';
import { nearestKey } from '../../../src/guide/text/nearest-key.ts';
import { isGiven, sessionVariables } from '../../cluster/shell-environment.ts';
import type { ShellState } from '../../shell/bash/shell-state.ts';
import type { Refusal } from './refusal.ts';

/**
 * Knows which variables the commands of a guide have set in one shell, and refuses commands whose variables
 * have no value: with an empty variable, `kubectl delete pods -n $NS` is another command than the page shows.
 * If a step of the guide sets a variable, a value from the environment does not count.
 */
export class SetVariables {
  readonly #names = new Set<string>();
  /** Whether a command that ran may have set variables that its text does not name. */
  #setsOthers = false;
  #known: KnownGuide | undefined;

  /**
   * Notes that a command ran. `isSure`: the command ended with the expected exit status; otherwise we do not
   * know which values it set.
   */
  ran(text: string, isSure: boolean): void {
    const { sets, setsOthers } = this.#known?.byText.get(text) ?? variables(text);
    this.#setsOthers ||= setsOthers;
    for (const name of sets) {
      if (isSure) this.#names.add(name);
      else this.#names.delete(name);
    }
  }

  /** Call it when the shell has ended: its variables are lost. */
  clear(): void {
    this.#names.clear();
    this.#setsOthers = false;
  }

  /** Why a command must not run, as far as we know without asking the shell; `undefined` if it may run. */
  whyUnset(command: Command, step: Step, guide: Guide, versions: TargetVersions): Refusal | undefined {
    const { byText, hasFunctions } = this.#knownGuide(guide);
    const own = byText.get(command.text) ?? variables(command.text);
    if (own.needs.size === 0 && !hasFunctions) return undefined;
    const before = this.#before(command, step, guide);
    for (const name of [...own.needs, ...neededByFunctions(own, before)]) {
      const setter = before.findLast(({ sets }) => sets.has(name));
      if (setter && !this.#mayHave(name)) return unset(name, command, setter, versions);
    }
    return undefined;
  }

  /** The variables that must not be empty when the command runs. */
  wanted(command: Command, step: Step, guide: Guide): string[] {
    const { needs } = this.#knownGuide(guide).byText.get(command.text) ?? variables(command.text);
    if (needs.size === 0) return [];
    const before = this.#before(command, step, guide);
    return [...needs].filter((name) => !before.some(({ empties }) => empties.has(name)));
  }

  /** Why a command must not run in a shell in this state; `undefined` if it may run. */
  whyEmpty(
    command: Command,
    step: Step,
    guide: Guide,
    { valueless: [name] }: ShellState,
  ): Refusal | undefined {
    return name === undefined ? undefined : valueless(name, command, this.#before(command, step, guide));
  }

  /** The commands above a command on the page, in page order. */
  #before({ line }: Command, { ordinal }: Step, guide: Guide): CommandVariables[] {
    return this.#knownGuide(guide).commands.filter(
      (each) => each.step.ordinal <= ordinal && each.line < line,
    );
  }

  /** Reads all commands of a guide once, so that steps do not wait for that. */
  #knownGuide(guide: Guide): KnownGuide {
    if (this.#known?.guide === guide) return this.#known;
    const commands = commandVariables(guide.steps);
    const texts = guide.steps.flatMap((step) => step.commands.map(({ text }) => text));
    const byText = new Map(texts.map((text, at) => [text, commands[at]!] as const));
    this.#known = {
      guide,
      commands,
      byText,
      hasFunctions: commands.some(({ functions }) => functions.size > 0),
    };
    return this.#known;
  }

  /** Whether the guide may have given a value to this variable, by a command or by a file that it sourced. */
  #mayHave(name: string): boolean {
    return (
      this.#names.has(name) || isGiven(name) || (this.#setsOthers && !sessionVariables(process.env).has(name))
    );
  }
}

/** The uses of variables in the commands of a guide. */
interface KnownGuide {
  readonly guide: Guide;
  /** The commands of the guide in page order. */
  readonly commands: readonly CommandVariables[];
  readonly byText: ReadonlyMap<string, Variables>;
  readonly hasFunctions: boolean;
}

/**
 * The variables that a command needs because it calls functions of the guide, directly or through other
 * functions.
 */
function neededByFunctions(command: Variables, before: readonly CommandVariables[]): string[] {
  const bodies = new Map([...before, command].flatMap(({ functions }) => [...functions]));
  if (bodies.size === 0) return [];
  const called = new Set(command.calls);
  const needs: string[] = [];
  // The loop also visits names that are added while it runs.
  for (const name of called) {
    const body = variables(bodies.get(name) ?? '');
    needs.push(...body.needs);
    for (const each of body.calls) called.add(each);
  }
  return needs.filter((name) => !command.sets.has(name));
}

function unset(name: string, { line }: Command, setter: CommandVariables, versions: TargetVersions): Refusal {
  const why = whySkipped(setter.step, versions);
  const what = `the step ${setter.step.id}, which sets it at line ${setter.line},`;
  return {
    verdict: 'skipped',
    message:
      `The command at line ${line} was not run because \`$${name}\` has no value: ${what} ` +
      `${why === undefined ? 'has not passed in this session.' : `is skipped: ${why}`}`,
  };
}

function valueless(name: string, { line }: Command, before: readonly CommandVariables[]): Refusal {
  const setter = before.findLast(({ sets }) => sets.has(name));
  const notRun = `The command at line ${line} was not run because \`$${name}\` has no value`;
  const mayBeEmpty = `If it may be empty, write \`\${${name}-}\`.`;
  if (setter) {
    return {
      verdict: 'failed',
      message: `${notRun}, though line ${setter.line} sets it.`,
      next:
        `Check which value line ${setter.line} gives. A value that is set in a subshell or behind a pipe ` +
        `is lost. ${mayBeEmpty}`,
    };
  }
  const near = nearestKey(name, [...new Set(before.flatMap(({ sets }) => [...sets]))]);
  return {
    verdict: 'failed',
    message: `${notRun}: no step above sets it${near === undefined ? '' : `, but one sets \`$${near}\``}.`,
    next:
      near === undefined
        ? `Set it in a step above. ${mayBeEmpty}`
        : `Correct the name, or set \`$${name}\` in a step above. ${mayBeEmpty}`,
  };
}
