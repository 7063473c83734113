import { createHash } from 'node:crypto';
import { namesDefined, readsOnly } from '../command/reads.ts';
import { variables } from '../command/variables.ts';
import type { Command, Printed, Step } from '../model.ts';
import { defaultWithinMs, type StepOptions } from '../options/step-options.ts';
import type { PageProblem } from '../problem.ts';
import { commandProblems } from './command-problems.ts';
import type { Draft } from './drafts.ts';
import { needProblems, repeatProblems } from './step-problems.ts';
import type { TranscriptEntry } from './transcript.ts';

/** Makes the steps of a guide from their drafts. `title`: the heading of steps above all headings. */
export function finishSteps(drafts: readonly Draft[], title: string, problems: PageProblem[]): Step[] {
  const whole = wholeOf(drafts);
  const lineOfId = new Map<string, number>();
  const counts = new Map<string, number>();
  const steps: Step[] = [];
  for (const draft of drafts) {
    const heading = draft.fence.heading ?? title;
    const slug = slugOf(heading);
    const count = (counts.get(slug) ?? 0) + 1;
    counts.set(slug, count);
    const id = draft.options.id ?? `${slug}-${count}`;
    const other = lineOfId.get(id);
    if (other === undefined) lineOfId.set(id, draft.fence.line);
    else {
      const message = `The step in line ${other} already has the id ${id}. Give this step another id.`;
      problems.push({ code: 'doubled-id', line: draft.fence.line, message });
    }
    steps.push(finishStep(draft, { id, heading, above: steps, whole }, problems));
  }
  return steps;
}

/** Facts about all steps of a page, which each step needs. */
interface WholePage {
  /** The names of the variables that each step sets. */
  readonly sets: readonly (readonly string[])[];
  /** The line of each step that has an `id` option, by id. */
  readonly lines: ReadonlyMap<string, number>;
  /** Names of the functions and aliases that the guide defines. They hide programs of the same names. */
  readonly defined: ReadonlySet<string>;
  /** Whether the guide gives its shell arguments by `set --`. */
  readonly setsArguments: boolean;
}

function wholeOf(drafts: readonly Draft[]): WholePage {
  const texts = drafts.flatMap(({ entries }) => entries.map(({ text }) => text));
  return {
    sets: drafts.map(({ entries }) => entries.flatMap(({ text }) => [...variables(text).sets])),
    lines: new Map(
      drafts.flatMap(({ options: { id }, fence }) => (id === undefined ? [] : [[id, fence.line] as const])),
    ),
    defined: new Set(texts.flatMap(namesDefined)),
    setsArguments: texts.some((text) => /\bset\s+--?\s/.test(text)),
  };
}

interface Place {
  readonly id: string;
  readonly heading: string;
  /** The steps above this one. */
  readonly above: readonly Step[];
  readonly whole: WholePage;
}

function finishStep(draft: Draft, { id, heading, above, whole }: Place, problems: PageProblem[]): Step {
  const { options, fence } = draft;
  const { when, skip, choice } = options;
  const commands = draft.entries.map((entry, at) =>
    finishCommand(entry, draft, { isLast: at === draft.entries.length - 1, defined: whole.defined }),
  );
  const { setsArguments } = whole;
  problems.push(
    ...commands.flatMap((command) => commandProblems(command, { isRun: skip === undefined, setsArguments })),
    ...[
      ...needProblems(options, { id, above, lines: whole.lines }),
      ...repeatProblems(options, commands),
    ].map((problem) => ({ ...problem, line: fence.line })),
  );
  return {
    id,
    hash: hashOf(draft),
    ordinal: above.length + 1,
    line: fence.line,
    endLine: fence.endLine,
    heading,
    role: options.role,
    commands,
    needs: options.needs ?? derivedNeeds(commands, options, { above, sets: whole.sets }),
    ...(when !== undefined && { when }),
    ...(skip !== undefined && { skip }),
    ...(choice && { choice }),
    timeoutMs: options.timeoutMs,
    withinMs: options.within ?? defaultWithinMs,
    stable: options.stable ?? 1,
  };
}

function finishCommand(
  entry: TranscriptEntry,
  { options, outputs }: Draft,
  { isLast, defined }: { isLast: boolean; defined: ReadonlySet<string> },
): Command {
  const own: Printed[] = entry.printed.length > 0 ? [{ lines: entry.printed, line: entry.printedLine }] : [];
  return {
    text: entry.text,
    line: entry.line,
    reads: readsOnly(entry.text, defined),
    expectation: {
      mode: options.match,
      exit: isLast ? options.exit : 0,
      printed: isLast ? [...own, ...outputs.map(({ printed }) => printed)] : own,
    },
  };
}

/**
 * The needs of a step without the option `needs`: all setup steps above it, and all steps above it that set a
 * variable that this step uses. Steps of the same choice group do not count, because a pass runs only one
 * value of the group. A cleanup step needs nothing, because it always runs.
 */
function derivedNeeds(
  commands: readonly Command[],
  { role, choice }: StepOptions,
  { above, sets }: Pick<Place, 'above'> & Pick<WholePage, 'sets'>,
): string[] {
  if (role === 'cleanup') return [];
  const uses = new Set(commands.flatMap(({ text }) => [...variables(text).uses]));
  const needed = above.filter((step, at) => {
    if (step.role === 'cleanup' || (choice && step.choice?.group === choice.group)) return false;
    if (step.role === 'setup') return true;
    return sets[at]?.some((name) => uses.has(name));
  });
  return needed.map((step) => step.id);
}

function hashOf({ fence, outputs }: Draft): string {
  const hash = createHash('sha256');
  for (const part of [fence, ...outputs.map((output) => output.fence)])
    hash.update(`${part.lang} ${part.meta}\n${part.body}\n`);
  return hash.digest('hex');
}

/** The anchor of a heading: lower-case letters and digits, joined by hyphens. */
function slugOf(heading: string): string {
  return (
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'step'
  );
}
