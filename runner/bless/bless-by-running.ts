import type { Guide } from '../../src/guide/model.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { type Choices, passesOf, stepsOfPass } from '../../src/guide/passes.ts';
import type { Report } from '../../src/guide/report.ts';
import { type ExitStatus, exitStatus } from '../errors.ts';
import { blessRunsAtMost } from '../limits.ts';
import { exitStatusOf } from '../report/exit-status.ts';
import { type BlessedGuide, blessGuide } from './bless-guide.ts';

export interface BlessedByRunning extends BlessedGuide {
  /** The exit status of the last runs, which used the final text. */
  readonly status: ExitStatus;
}

/**
 * Runs a guide's passes, makes its text true for their outputs, and runs the changed passes again until the
 * text stays the same. One run is not enough: a step that differs hides the steps after it, and two runs may
 * disagree.
 */
export async function blessByRunning(
  guide: Guide,
  source: string,
  run: (guide: Guide, choices: Choices) => Promise<Report>,
): Promise<BlessedByRunning> {
  const reports: Report[] = [];
  const settled = new Set<string>();
  let blessed: BlessedGuide = { text: source, changes: [], proposals: [], refusals: [] };
  let status: ExitStatus = exitStatus.passed;
  for (let runs = 0; runs < blessRunsAtMost; runs += 1) {
    const current = parseGuide(blessed.text, guide).guide;
    const latest: Report[] = [];
    for (const choices of passesOf(current).filter((each) => !settled.has(textOfPass(current, each)))) {
      const report = await run(withoutOutputsOfWrites(current), choices);
      latest.push(report);
      if (exitStatusOf([report]) === exitStatus.passed) settled.add(textOfPass(current, choices));
    }
    // A pass with an error says nothing about the page: it may have run on another cluster.
    reports.push(...latest.filter(({ error }) => error === undefined));
    status = exitStatusOf(latest);
    const { text } = blessed;
    blessed = blessGuide(source, guide.file, reports);
    if (blessed.text === text) return { ...blessed, status };
  }
  const note = {
    line: 1,
    step: guide.name,
    text:
      `after ${blessRunsAtMost} runs, the last run still had other outputs. Find out what changes from run ` +
      'to run.',
  };
  return { ...blessed, refusals: [...blessed.refusals, note], status };
}

/**
 * The guide, but commands that write are judged only by their exit status, so that a different output does
 * not stop the steps after them. The replay compares their outputs later. Commands that only read keep their
 * expectations, because they are run again until their output matches.
 */
function withoutOutputsOfWrites(guide: Guide): Guide {
  const steps = guide.steps.map((step) => ({
    ...step,
    commands: step.commands.map((command) =>
      command.reads
        ? command
        : { ...command, expectation: { ...command.expectation, mode: 'none' as const } },
    ),
  }));
  return { ...guide, steps };
}

function textOfPass(guide: Guide, choices: Choices): string {
  return JSON.stringify(stepsOfPass(guide, choices).map(({ id, hash }) => [id, hash]));
}
