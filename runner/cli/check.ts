import { Command } from 'commander';
import { formatProblem } from '../../src/guide/problem.ts';
import { exitStatus } from '../errors.ts';
import { loadGuides } from '../guides.ts';

export function checkCommand(): Command {
  return new Command('check')
    .description('say everything about guides that can be said without running them')
    .argument('[file...]', 'guide files; every guide of content/ where none is named')
    .action((files: string[]) => {
      const loaded = loadGuides(files);
      const problems = loaded.flatMap((each) => each.problems);
      for (const problem of problems) process.stderr.write(`${formatProblem(problem)}\n`);
      const steps = loaded.reduce((sum, { guide }) => sum + guide.steps.length, 0);
      process.stdout.write(`${loaded.length} guides, ${steps} steps, ${problems.length} problems\n`);
      process.exitCode = problems.length === 0 ? exitStatus.passed : exitStatus.wrongCall;
    });
}
