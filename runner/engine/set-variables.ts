import type { Command, Guide, Step } from '../../src/guide/model.ts';
import { nearestKey } from '../../src/guide/options.ts';
import type { TargetVersions } from '../../src/guide/protocol.ts';
import { type Variables, variables } from '../../src/guide/variables.ts';
import { whySkipped } from './needs.ts';
import type { ShellState } from './shell.ts';
import { isGiven, sessionVariables } from './shell-environment.ts';

/** Why a command is not run. `skipped`: a step that sets what it uses was skipped or did not pass. `failed`: nothing else has failed, so the page is wrong. */
export interface Refusal {
  readonly verdict: 'skipped' | 'failed';
  readonly message: string;
  readonly next?: string;
}

const none = variables('');

/**
 * Knows which variables the commands of a guide have set in one shell, and refuses commands whose variables have no value: with an empty variable,
 * `kubectl delete pods -n $NS` is another command than the page shows. A value that the shell got from its environment does not stand for one that a step
 * of the guide sets.
 */
export class SetVariables {
  readonly #names = new Set<string>();
  /** A command that ran may have set others. */
  #setsOthers = false;

  /** Notes that a command of the guide ran, `isSure` if it ended with the expected exit status; what it sets has no known value otherwise. */
  ran(text: string, isSure: boolean): void {
    const { sets, setsOthers } = variablesOf(text);
    this.#setsOthers ||= setsOthers;
    for (const name of sets) {
      if (isSure) this.#names.add(name);
      else this.#names.delete(name);
    }
  }

  /** The shell is gone, and its variables with it. */
  clear(): void {
    this.#names.clear();
    this.#setsOthers = false;
  }

  /** Why a command must not run whatever the shell says; `undefined` if it may. */
  whyUnset(command: Command, step: Step, guide: Guide, versions: TargetVersions): Refusal | undefined {
    const needs = new Set([...variablesOf(command.text).needs, ...neededByFunctions(command, step, guide)]);
    if (needs.size === 0) return undefined;
    const makers = makersBefore(guide, step, command);
    for (const name of needs) {
      const maker = makers.findLast(({ sets }) => sets.has(name));
      if (maker && !this.#mayHave(name)) return unset(name, command, maker, versions);
    }
    return undefined;
  }

  /** The variables that must not be empty when the command runs. */
  wanted(command: Command, step: Step, guide: Guide): string[] {
    const { needs } = variablesOf(command.text);
    if (needs.size === 0) return [];
    const makers = makersBefore(guide, step, command);
    return [...needs].filter((name) => !makers.some(({ empties }) => empties.has(name)));
  }

  /** Why a command must not run in a shell of this state; `undefined` if it may. */
  whyEmpty(command: Command, step: Step, guide: Guide, { valueless: [name] }: ShellState): Refusal | undefined {
    return name === undefined ? undefined : valueless(name, command, makersBefore(guide, step, command));
  }

  /** Whether the guide, or a file that it sourced, may have set a variable that it sets itself. */
  #mayHave(name: string): boolean {
    return this.#names.has(name) || isGiven(name) || (this.#setsOthers && !sessionVariables(process.env).has(name));
  }
}

/** A command of the guide that sets variables. */
interface Maker extends Variables {
  readonly step: Step;
  readonly line: number;
}

/** The commands that stand before one on the page and set variables, in page order. */
function makersBefore(guide: Guide, step: Step, command: Command): Maker[] {
  return commandsBefore(guide, step, command)
    .map(({ text, ...where }): Maker => ({ ...variablesOf(text), ...where }))
    .filter(({ sets }) => sets.size > 0);
}

function commandsBefore(guide: Guide, { ordinal }: Step, command: Command): { text: string; line: number; step: Step }[] {
  return guide.steps
    .filter((step) => step.ordinal <= ordinal)
    .flatMap((step) => step.commands.filter(({ line }) => line < command.line).map(({ text, line }) => ({ text, line, step })));
}

/** What the functions of the guide need that a command calls, and those that they call. */
function neededByFunctions(command: Command, step: Step, guide: Guide): string[] {
  const texts = [...commandsBefore(guide, step, command).map(({ text }) => text), command.text].filter((text) => /\(\s*\)|\bfunction\b/.test(text));
  if (texts.length === 0) return [];
  const bodies = new Map(texts.flatMap((text) => [...variables(text).functions]));
  const { calls, sets } = variables(command.text);
  const called = new Set(calls);
  const needs: string[] = [];
  // A set goes on to what is added meanwhile.
  for (const name of called) {
    const body = variables(bodies.get(name) ?? '');
    needs.push(...body.needs);
    for (const each of body.calls) called.add(each);
  }
  return needs.filter((name) => !sets.has(name));
}

function unset(name: string, { line }: Command, maker: Maker, versions: TargetVersions): Refusal {
  const why = whySkipped(maker.step, versions);
  const what = `the step ${maker.step.id}, which sets it at line ${maker.line},`;
  return {
    verdict: 'skipped',
    message: `The command at line ${line} was not run because \`$${name}\` has no value: ${what} ${why === undefined ? 'has not passed in this session.' : `is skipped: ${why}`}`,
  };
}

function valueless(name: string, { line }: Command, makers: readonly Maker[]): Refusal {
  const maker = makers.findLast(({ sets }) => sets.has(name));
  const notRun = `The command at line ${line} was not run because \`$${name}\` has no value`;
  const mayBeEmpty = `If it may be empty, write \`\${${name}-}\`.`;
  if (maker) {
    return {
      verdict: 'failed',
      message: `${notRun}, though line ${maker.line} sets it.`,
      next: `See what line ${maker.line} gives. A value that is set in a subshell or behind a pipe is lost. ${mayBeEmpty}`,
    };
  }
  const near = nearestKey(name, [...new Set(makers.flatMap(({ sets }) => [...sets]))]);
  return {
    verdict: 'failed',
    message: `${notRun}: no step above sets it${near === undefined ? '' : `, but one sets \`$${near}\``}.`,
    next: near === undefined ? `Set it in a step above. ${mayBeEmpty}` : `Correct the name, or set \`$${name}\` in a step above. ${mayBeEmpty}`,
  };
}

/** Most commands use and set none, and are not parsed for it. */
function variablesOf(text: string): Variables {
  return /[$=]|\bread|\bmapfile|\bgetopts|printf|\bfor\b|\bselect\b|\blet\b|\+\+|--\)|\bsource\b|\. |\beval\b|\bcoproc\b|\{\w+\}[<>]|\bdeclare\b|\btypeset\b|\bwait\b/.test(
    text,
  )
    ? variables(text)
    : none;
}
