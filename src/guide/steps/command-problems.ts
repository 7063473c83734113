import { returnsAtTopLevel } from '../command/bash.ts';
import { otherCluster } from '../command/other-cluster.ts';
import { placeholderIn, placeholderText } from '../command/placeholder.ts';
import { variables } from '../command/variables.ts';
import type { Command } from '../model.ts';
import type { PageProblem } from '../problem.ts';

/** The facts on which the problems of a command depend, besides the command itself. */
interface Surroundings {
  /** Whether the step has no option `skip`. */
  readonly isRun: boolean;
  /** Whether the guide gives its shell arguments by `set --`. */
  readonly setsArguments: boolean;
}

/** The problems of a valid bash command. */
export function commandProblems(command: Command, surroundings: Surroundings): PageProblem[] {
  const { line, text } = command;
  const problems = [
    returnsAtTopLevel(text) && {
      code: 'invalid-command' as const,
      message:
        '`return` outside a function is an error at a prompt. Use a function, or `exit` in a subshell.',
    },
    ...(surroundings.isRun ? problemsOfRun(text, surroundings) : []),
    hasOnlyVersionedOutputs(command) && {
      code: 'vacuous' as const,
      message:
        'Every printed output of this command is for some versions only, so on other versions nothing is ' +
        'compared. Print one output without `when`.',
    },
  ];
  return problems.flatMap((problem) => (problem ? [{ ...problem, line }] : []));
}

/** Problems that matter only if the command runs. */
function problemsOfRun(text: string, { setsArguments }: Surroundings): Omit<PageProblem, 'line'>[] {
  const problems: Omit<PageProblem, 'line'>[] = [];
  const [argument] = setsArguments ? [] : variables(text).needsArguments;
  if (argument !== undefined)
    problems.push({
      code: 'no-argument',
      message:
        `\`$${argument}\` is empty here: only functions and scripts have arguments. If it is meant for ` +
        'another program, put it into single quotes.',
    });
  const placeholder = placeholderIn(text);
  if (placeholder !== undefined)
    problems.push({ code: 'placeholder', message: placeholderText(placeholder) });
  const quoted = otherCluster(text);
  if (quoted !== undefined)
    problems.push({
      code: 'other-cluster',
      message:
        `${quoted} can make the command use another cluster than the guide. Delete it: \`KUBECONFIG\` ` +
        'names the kubeconfig of the right cluster.',
    });
  return problems;
}

function hasOnlyVersionedOutputs({ expectation: { printed } }: Command): boolean {
  return printed.length > 0 && printed.every(({ when }) => when !== undefined);
}
