import { Command, CommanderError } from 'commander';
import { checkCommand } from './cli/check.ts';
import { cleanupCommand } from './cli/cleanup.ts';
import { clusterCommand } from './cli/cluster.ts';
import { listCommand } from './cli/list.ts';
import { matchCommand } from './cli/match.ts';
import { serveCommand } from './cli/serve.ts';
import { testCommand } from './cli/test.ts';
import { exitStatus, messageOf } from './errors.ts';

/** `npx guiderail …`: wires the commands together and turns every error into one message and an exit status. */
const program = new Command('guiderail')
  .description('Documentation whose commands are true: guides that run, judged against what they print.')
  .showHelpAfterError('Run `npx guiderail --help` to see what there is.')
  .exitOverride();

for (const command of [serveCommand, testCommand, checkCommand, listCommand, matchCommand, clusterCommand, cleanupCommand]) {
  program.addCommand(command());
}
for (const command of [program, ...program.commands, ...program.commands.flatMap((each) => each.commands)]) {
  command.exitOverride().showSuggestionAfterError(true);
}

// `guiderail … | head` closes our output early: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitStatus.passed);
  throw error;
});

try {
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = statusOf(error);
}

function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.passed : exitStatus.wrongCall;
  process.stderr.write(`${messageOf(error)}\n`);
  if (process.env['GUIDERAIL_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return error instanceof Error && 'exit' in error && typeof error.exit === 'number' ? error.exit : exitStatus.broken;
}
