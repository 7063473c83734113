import type { Command } from 'commander';

/**
 * The commands of `npx guiderail`, in the order of the help. To add one, write its file and a line here. Each
 * command loads only what it needs: `match` and `check` load nothing about clusters.
 */
const commands = {
  serve: async () => (await import('./serve.ts')).serveCommand(),
  test: async () => (await import('./test/test.ts')).testCommand(),
  check: async () => (await import('./check.ts')).checkCommand(),
  list: async () => (await import('./list.ts')).listCommand(),
  match: async () => (await import('./match.ts')).matchCommand(),
  bless: async () => (await import('./bless.ts')).blessCommand(),
  cluster: async () => (await import('./cluster.ts')).clusterCommand(),
  cleanup: async () => (await import('./cleanup.ts')).cleanupCommand(),
} as const satisfies Readonly<Record<string, () => Promise<Command>>>;

/** The command that a call names first; all of them, for the help, if it names none. */
export function commandsFor(name: string | undefined): Promise<Command[]> {
  const known = Object.entries(commands);
  const named = known.filter(([each]) => each === name);
  return Promise.all((named.length > 0 ? named : known).map(([, load]) => load()));
}
