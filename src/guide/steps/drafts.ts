import type { Printed } from '../model.ts';
import { outputOptions, type StepOptions, stepOptions } from '../options/step-options.ts';
import type { Fence, Page } from '../page/page.ts';
import type { PageProblem } from '../problem.ts';
import { readTranscript, type TranscriptEntry, trimBlankEnds } from './transcript.ts';

/** A step as its own fences define it, before the other steps of the page are considered. */
export interface Draft {
  readonly fence: Fence;
  readonly options: StepOptions;
  readonly entries: readonly TranscriptEntry[];
  /** The `output` fences of the step, in page order. */
  readonly outputs: { readonly fence: Fence; readonly printed: Printed }[];
}

/** Reads each `console` fence with the `output` fences that directly follow it. Adds to `problems`. */
export function readDrafts({ fences, lines }: Page, problems: PageProblem[]): Draft[] {
  const drafts: Draft[] = [];
  for (const fence of fences) {
    if (fence.lang === 'output') {
      addOutput(fence, drafts.at(-1), problems);
      continue;
    }
    const transcript = readTranscript(fence.body, fence.line + 1, lines);
    const { options, problems: optionProblems } = stepOptions(fence.meta);
    problems.push(...optionProblems.map((problem) => ({ ...problem, line: fence.line })));
    problems.push(...transcript.problems);
    for (const { text, line } of transcript.entries) {
      // U+FFFD replaces bytes that are not valid UTF-8.
      if (!text.includes('\uFFFD')) continue;
      const message = 'The command has bytes that are not valid UTF-8. Save the file as UTF-8.';
      problems.push({ code: 'page-text', line, message });
    }
    drafts.push({ fence, options, entries: transcript.entries, outputs: [] });
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
