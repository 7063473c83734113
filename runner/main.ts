import { Command, CommanderError } from 'commander';
import { exitStatus, messageWithCode } from './errors.ts';
import { endWithLauncher } from './io/end-with-launcher.ts';
import { outliveOutputs, printed, say } from './io/standard-output.ts';

outliveOutputs();
endWithLauncher();

/**
 * `npx guiderail …`: wires the commands together and turns every error into one message and an exit status.
 */
const program = new Command('guiderail')
  .description('Documentation whose commands are true: guides that run, judged against what they print.')
  .showHelpAfterError('Run `npx guiderail --help` to see what there is.')
  .exitOverride();

/** Each loads what it needs and no more: `match` and `check` know nothing of clusters. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./cli/serve.ts')).serveCommand(),
  test: async () => (await import('./cli/test.ts')).testCommand(),
  check: async () => (await import('./cli/check.ts')).checkCommand(),
  list: async () => (await import('./cli/list.ts')).listCommand(),
  match: async () => (await import('./cli/match.ts')).matchCommand(),
  bless: async () => (await import('./cli/bless.ts')).blessCommand(),
  cluster: async () => (await import('./cli/cluster.ts')).clusterCommand(),
  cleanup: async () => (await import('./cli/cleanup.ts')).cleanupCommand(),
};
const asked = process.argv[2] ?? '';
const wanted = Object.hasOwn(commands, asked) ? [asked] : Object.keys(commands);
for (const name of wanted) program.addCommand((await commands[name]?.()) as Command);
for (const command of [program, ...program.commands, ...program.commands.flatMap((each) => each.commands)]) {
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

function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.passed : exitStatus.wrongCall;
  say(`${messageWithCode(error)}\n`);
  if (process.env['GUIDERAIL_DEBUG'] && error instanceof Error) say(`${error.stack}\n`);
  return error instanceof Error && 'exit' in error && typeof error.exit === 'number'
    ? error.exit
    : exitStatus.broken;
}
