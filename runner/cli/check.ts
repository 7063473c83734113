import { Command } from 'commander';
import type { Guide } from '../../src/guide/model.ts';
import { recordingOf } from '../../src/guide/page/guide-files.ts';
import { formatProblem, formatWarning } from '../../src/guide/problem.ts';
import type { Recording } from '../../src/guide/report.ts';
import { counted } from '../../src/guide/text/counted.ts';
import { loadGuides } from '../check/load-guides.ts';
import { exitStatus, messageOf } from '../errors.ts';
import { print, say } from '../io/standard-output.ts';
import { proveGuide } from '../proof/prove-guide.ts';
import { renderFaults, renderProof } from '../proof/render-proof.ts';
import { readRecording } from '../report/recording.ts';

export function checkCommand(): Command {
  return new Command('check')
    .description(
      'find the problems of guides without running them, and the corruptions of their recorded outputs ' +
        'that they would accept',
    )
    .argument('[file...]', 'guide files; if none is named, all guides of content/')
    .action((files: string[]) => {
      const loaded = loadGuides(files);
      const problems = loaded.flatMap(({ guide, problems: own }) =>
        own.length > 0 ? own.map(formatProblem) : proofOf(guide),
      );
      const steps = loaded.reduce((sum, { guide }) => sum + guide.steps.length, 0);
      const warnings = loaded.flatMap((each) => each.warnings.map(formatWarning));
      for (const text of [...warnings, ...problems]) say(`${text}\n`);
      const found = [
        counted(problems.length, 'problem'),
        ...(warnings.length > 0 ? [counted(warnings.length, 'warning')] : []),
      ];
      print(`${counted(loaded.length, 'guide')}, ${counted(steps, 'step')}, ${found.join(', ')}\n`);
      process.exitCode = problems.length === 0 ? exitStatus.passed : exitStatus.wrongCall;
    });
}

/** Prints what the guide's recording proves, and returns the problems that it shows. */
function proofOf(guide: Guide): string[] {
  const file = recordingOf(guide.file);
  let recording: Recording | undefined;
  try {
    recording = readRecording(file);
  } catch (error) {
    return [
      `${file}: The recording cannot be read: ${messageOf(error)}. Make it again: npx guiderail test ` +
        `${guide.file} --record.`,
    ];
  }
  if (!recording) {
    print(
      `${guide.file}: not recorded, so no corruption can be tried; run npx guiderail test ` +
        `${guide.file} --record\n`,
    );
    return [];
  }
  const proof = proveGuide(guide, recording);
  print(`${renderProof(proof).join('\n')}\n`);
  return renderFaults(proof);
}
