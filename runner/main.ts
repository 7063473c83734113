import { Command, CommanderError } from 'commander';
import { commandsFor } from './cli/commands.ts';
import { exitStatus, messageWithCode } from './errors.ts';
import { endWithLauncher } from './io/end-with-launcher.ts';
import { outliveOutputs, printed, say } from './io/standard-output.ts';

/**
 * The program `npx guiderail COMMAND …`. It wires the commands of `cli/` together, runs the one that the call
 * names, and turns each error into one message and an exit status.
 */
outliveOutputs();
endWithLauncher();

const program = new Command('guiderail')
  .description('Documentation whose commands are true: guides that run, judged against what they print.')
  .showHelpAfterError('Run `npx guiderail --help` for all commands.');
for (const command of await commandsFor(process.argv[2])) program.addCommand(command);
for (const command of withSubcommands(program)) {
  command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({ outputError: (text, write) => write(`${text.trimEnd()} [bad-call]\n`) });
}

try {
  await program.parseAsync(process.argv);
  await printed();
} catch (error) {
  process.exitCode = statusOf(error);
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** Prints an error and returns its exit status. Commander has printed its own errors already. */
function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.passed : exitStatus.wrongCall;
  say(`${messageWithCode(error)}\n`);
  if (process.env['GUIDERAIL_DEBUG'] && error instanceof Error) say(`${error.stack}\n`);
  return error instanceof Error && 'exit' in error && typeof error.exit === 'number'
    ? error.exit
    : exitStatus.broken;
}
