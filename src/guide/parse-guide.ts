import { createHash } from 'node:crypto';
import { returnsAtTopLevel } from './command/bash.ts';
import { otherCluster } from './command/other-cluster.ts';
import { placeholderIn, placeholderText } from './command/placeholder.ts';
import { namesDefined, readsOnly } from './command/reads.ts';
import { variables } from './command/variables.ts';
import { type Command, choiceGroups, type Guide, type Printed, type Step } from './model.ts';
import { defaultWithinMs, outputOptions, type StepOptions, stepOptions } from './options/step-options.ts';
import { readHead } from './page/front-matter.ts';
import { type Fence, type Page, readPage } from './page/page.ts';
import { pageText } from './page/page-text.ts';
import type { PageProblem, Problem } from './problem.ts';
import { readTranscript, type TranscriptEntry, trimBlankEnds } from './steps/transcript.ts';
import { nearestKey } from './text/nearest-key.ts';

export interface ParsedGuide {
  readonly guide: Guide;
  readonly problems: readonly Problem[];
  /** The parts of the page outside its steps; absent if the page cannot be read. */
  readonly page?: Pick<Page, 'frontMatter' | 'references'>;
}

const noText = 'The file has NUL characters, as one in UTF-16 has. Save it as UTF-8.';
const noUtf8 = 'The command has bytes that are no UTF-8. Save the file as UTF-8.';

/**
 * Parses the MDX text of a guide. Never throws for what an author can write: `problems` tells it, in page
 * order.
 */
export function parseGuide(source: string, { file, name }: { file: string; name: string }): ParsedGuide {
  if (source.includes('\0'))
    return {
      guide: emptyGuide(file, name),
      problems: [{ file, code: 'page-text', line: 1, message: noText }],
    };
  const page = readPage(pageText(source));
  if ('message' in page) return { guide: emptyGuide(file, name), problems: [{ file, ...page }] };
  const { head, problems: headProblems } = readHead(page.frontMatter);
  const problems: PageProblem[] = [...page.problems, ...headProblems];
  if (/^\uFEFF?---\r(?!\n)/.test(source)) {
    problems.push({
      code: 'front-matter',
      line: 1,
      message:
        'The lines of the front matter end with `\\r` alone, which Astro cannot read. Save the file ' +
        'with `\\n` or `\\r\\n` line ends.',
    });
  }
  const drafts = readSteps(page, problems);
  const guide: Guide = { name, file, ...head, steps: finishSteps(drafts, head.title, problems) };
  if (page.isWhole) checkChoices(guide, problems);
  const { frontMatter, references } = page;
  return {
    guide,
    problems: problems.map((problem) => ({ file, ...problem })).sort((a, b) => a.line - b.line),
    page: { frontMatter, references },
  };
}

function emptyGuide(file: string, name: string): Guide {
  return {
    name,
    file,
    title: '',
    description: '',
    requires: { commands: [] },
    namespaces: [],
    creates: [],
    steps: [],
  };
}

interface Draft {
  readonly fence: Fence;
  readonly options: StepOptions;
  readonly entries: readonly TranscriptEntry[];
  readonly outputs: { readonly fence: Fence; readonly printed: Printed }[];
}

/** Each `console` fence with the `output` fences right after it. */
function readSteps({ fences, lines }: Page, problems: PageProblem[]): Draft[] {
  const drafts: Draft[] = [];
  for (const fence of fences) {
    if (fence.lang === 'output') addOutput(fence, drafts.at(-1), problems);
    else {
      const { entries, problems: transcriptProblems } = readTranscript(fence.body, fence.line + 1, lines);
      const { options, problems: optionProblems } = stepOptions(fence.meta);
      problems.push(
        ...optionProblems.map((problem) => ({ ...problem, line: fence.line })),
        ...transcriptProblems,
      );
      for (const { text, line } of entries)
        if (text.includes('\uFFFD')) problems.push({ code: 'page-text', line, message: noUtf8 });
      drafts.push({ fence, options, entries, outputs: [] });
    }
  }
  return drafts;
}

function addOutput(fence: Fence, draft: Draft | undefined, problems: PageProblem[]): void {
  const { when, problems: optionProblems } = outputOptions(fence.meta);
  problems.push(...optionProblems.map((problem) => ({ ...problem, line: fence.line })));
  if (!draft || !fence.followsFence) {
    problems.push({
      code: 'stray-output',
      line: fence.line,
      message:
        'An `output` fence must stand right after the step whose last command prints it. Move it there.',
    });
    return;
  }
  const { lines, skipped } = trimBlankEnds(fence.body.split('\n'));
  if (lines.length === 0) {
    problems.push({
      code: 'vacuous',
      line: fence.line,
      message: 'The `output` fence is empty. Write what the command prints.',
    });
    return;
  }
  draft.outputs.push({
    fence,
    printed: { lines, line: fence.line + 1 + skipped, ...(when !== undefined && { when }) },
  });
}

function finishSteps(drafts: readonly Draft[], title: string, problems: PageProblem[]): Step[] {
  const shadowed = new Set(
    drafts.flatMap(({ entries }) => entries.flatMap(({ text }) => namesDefined(text))),
  );
  const setsArguments = drafts.some(({ entries }) => entries.some(({ text }) => /\bset\s+--?\s/.test(text)));
  const lines = new Map(
    drafts.flatMap(({ options: { id }, fence }) => (id === undefined ? [] : [[id, fence.line] as const])),
  );
  const ids = new Map<string, number>();
  const steps: Step[] = [];
  const sets = drafts.map(({ entries }) => entries.flatMap(({ text }) => [...variables(text).sets]));
  const counts = new Map<string, number>();
  for (const draft of drafts) {
    const heading = draft.fence.heading ?? title;
    const slug = slugOf(heading);
    const count = (counts.get(slug) ?? 0) + 1;
    counts.set(slug, count);
    const id = draft.options.id ?? `${slug}-${count}`;
    const first = ids.get(id);
    if (first === undefined) ids.set(id, draft.fence.line);
    else {
      const message = `The id ${id} is taken by the step at line ${first}. Give this step another one.`;
      problems.push({ code: 'doubled-id', line: draft.fence.line, message });
    }
    steps.push(
      finishStep(
        draft,
        { id, heading, ordinal: steps.length + 1, before: steps, sets, lines, shadowed, setsArguments },
        problems,
      ),
    );
  }
  return steps;
}

interface Place {
  readonly id: string;
  readonly heading: string;
  readonly ordinal: number;
  readonly before: readonly Step[];
  /**
   * The names of the variables that each step of the page sets. We read each step once, because every later
   * step needs these names.
   */
  readonly sets: readonly (readonly string[])[];
  /** The line of each step that has an `id` option, by id. */
  readonly lines: ReadonlyMap<string, number>;
  /** Names of the guide's own functions and aliases. */
  readonly shadowed: ReadonlySet<string>;
  /** Whether the guide gives its shell arguments by `set --`. */
  readonly setsArguments: boolean;
}

function finishStep(draft: Draft, place: Place, problems: PageProblem[]): Step {
  const { options, fence } = draft;
  const commands = draft.entries.map((entry, at) =>
    finishCommand(entry, draft, { isLast: at === draft.entries.length - 1, shadowed: place.shadowed }),
  );
  const { when, skip, choice } = options;
  for (const command of commands)
    checkCommand(command, { isRun: skip === undefined, setsArguments: place.setsArguments }, problems);
  for (const need of options.needs ?? []) {
    if (place.before.some((step) => step.id === need)) continue;
    const message = `needs=${need}: ${whyNoNeed(need, place)}`;
    problems.push({ code: 'unknown-need', line: fence.line, message });
  }
  for (const option of ['within', 'stable'] as const) {
    if (options[option] === undefined || commands.some((command) => command.reads)) continue;
    const message =
      `\`${option}\` asks a command again, and no command of this step is known to only read. Quote its ` +
      'expansions, or drop the option.';
    problems.push({ code: 'bad-value', line: fence.line, message });
  }
  if (options.stable !== undefined && options.within === 0) {
    const message = '`within=0` asks once, `stable` asks several times. Drop one of them.';
    problems.push({ code: 'bad-value', line: fence.line, message });
  }
  return {
    id: place.id,
    hash: hashOf(draft),
    ordinal: place.ordinal,
    line: fence.line,
    endLine: fence.endLine,
    heading: place.heading,
    role: options.role,
    commands,
    needs: options.needs ?? derivedNeeds(commands, options, place),
    ...(when !== undefined && { when }),
    ...(skip !== undefined && { skip }),
    ...(choice && { choice }),
    timeoutMs: options.timeoutMs,
    withinMs: options.within ?? defaultWithinMs,
    stable: options.stable ?? 1,
  };
}

/** `isRun`: its step has no `skip`. `setsArguments`: the guide gives its shell arguments. */
function checkCommand(
  { text, expectation, line }: Command,
  { isRun, setsArguments }: { readonly isRun: boolean; readonly setsArguments: boolean },
  problems: PageProblem[],
): void {
  if (returnsAtTopLevel(text)) {
    problems.push({
      code: 'invalid-command',
      line,
      message: '`return` outside a function is an error at a prompt. Use a function or `exit` in a subshell.',
    });
  }
  const [argument] = isRun && !setsArguments ? variables(text).needsArguments : [];
  if (argument !== undefined) {
    const message =
      `\`$${argument}\` is empty here: only functions and scripts have arguments. If it is meant for ` +
      'another program, put it into single quotes.';
    problems.push({ code: 'no-argument', line, message });
  }
  const placeholder = isRun ? placeholderIn(text) : undefined;
  if (placeholder !== undefined)
    problems.push({ code: 'placeholder', line, message: placeholderText(placeholder) });
  const elsewhere = isRun ? otherCluster(text) : undefined;
  if (elsewhere !== undefined) {
    const message =
      `${elsewhere} can make the command use another cluster than the one that the guide runs on. Leave ` +
      'it out: `KUBECONFIG` names the kubeconfig of the right cluster.';
    problems.push({ code: 'other-cluster', line, message });
  }
  if (expectation.printed.length === 0 || expectation.printed.some((printed) => printed.when === undefined))
    return;
  const message =
    'Every printed output of this command is for some versions only; on others nothing would be ' +
    'compared. Print one without `when`.';
  problems.push({ code: 'vacuous', line, message });
}

function whyNoNeed(need: string, { id, before, lines }: Place): string {
  if (need === id) return 'a step cannot need itself. Delete it.';
  const below = lines.get(need);
  if (below !== undefined)
    return `the step of line ${below} is below this one. Move it up, or delete the need.`;
  const nearest = nearestKey(
    need,
    before.map((step) => step.id),
  );
  return (
    'no step above has this id. ' +
    `${nearest ? `Did you mean ${nearest}?` : 'Name a step that is above this one.'}`
  );
}

function finishCommand(
  entry: TranscriptEntry,
  draft: Draft,
  { isLast, shadowed }: { isLast: boolean; shadowed: ReadonlySet<string> },
): Command {
  const own: Printed[] = entry.printed.length > 0 ? [{ lines: entry.printed, line: entry.printedLine }] : [];
  return {
    text: entry.text,
    line: entry.line,
    reads: readsOnly(entry.text, shadowed),
    expectation: {
      mode: draft.options.match,
      exit: isLast ? draft.options.exit : 0,
      printed: isLast ? [...own, ...draft.outputs.map((output) => output.printed)] : own,
    },
  };
}

/**
 * All setup, and the steps before that set a variable this one uses. Not the other values of its own choice;
 * and nothing for cleanup, which always runs.
 */
function derivedNeeds(
  commands: readonly Command[],
  { role, choice }: StepOptions,
  { before, sets }: Pick<Place, 'before' | 'sets'>,
): string[] {
  if (role === 'cleanup') return [];
  const uses = new Set(commands.flatMap(({ text }) => [...variables(text).uses]));
  const needed = before.filter((step, at) => {
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

/** The anchor form of a heading: lower case, letters and digits joined by hyphens. */
function slugOf(heading: string): string {
  return (
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'step'
  );
}

/** A choice with one value is no choice. */
function checkChoices(guide: Guide, problems: PageProblem[]): void {
  for (const [group, values] of choiceGroups(guide)) {
    const step = guide.steps.find(({ choice }) => choice?.group === group);
    if (values.length > 1 || !step) continue;
    const message =
      `choice=${group}:${values[0]} is the only value of ${group}. Add a step with another value or drop ` +
      'the option.';
    problems.push({ code: 'bad-value', line: step.line, message });
  }
}
