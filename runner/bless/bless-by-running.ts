import type { Guide } from '../../src/guide/model.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { type Choices, passesOf, stepsOfPass } from '../../src/guide/passes.ts';
import type { Report } from '../../src/guide/report.ts';
import { type ExitStatus, exitStatus } from '../errors.ts';
import { blessRunsAtMost } from '../limits.ts';
import { exitStatusOf } from '../report/exit-status.ts';
import { type BlessedGuide, blessGuide } from './bless-guide.ts';

export interface BlessedByRunning extends BlessedGuide {
  /** Of the last runs, with the text as it is now. */
  readonly status: ExitStatus;
}

/**
 * Runs a guide's passes, makes its text true for what they showed, and runs again what this changed, until a
 * run teaches nothing more: a step that differs hides what stands behind it, and two runs may disagree.
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
      const report = await run(listening(current), choices);
      latest.push(report);
      if (exitStatusOf([report]) === exitStatus.passed) settled.add(textOfPass(current, choices));
    }
    // A pass that broke says nothing about the page: it may have run on another cluster.
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
      `after ${blessRunsAtMost} runs the last one still showed something else. Find out what changes ` +
      'from run to run.',
  };
  return { ...blessed, refusals: [...blessed.refusals, note], status };
}

/**
 * The guide with only the exit status judged of commands that write: what they show is compared afterwards,
 * in the replay, and what stands behind them runs. Commands that read are asked until they match, so theirs
 * stay.
 */
function listening(guide: Guide): Guide {
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
