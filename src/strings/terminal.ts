/** The words of the terminal. The page loads them together with the terminal. */
export const terminalUi = {
  title: 'Terminal',
  screen: 'Terminal screen. Keys go to the running command. Shift and Tab leave the screen.',
  hint: 'the shell that the steps run in',
  close: 'Close',
  command: 'Type a command',
  toCommand: 'Type input for the running command',
  toHidden: 'Type input for the running command. Your text stays hidden',
  interrupt: 'Ctrl-C',
  unfinished: 'The command is not complete. Type the rest, or two empty lines to run it as it is.',
  typedRuns: 'A command is running. Steps wait for it.',
  stepRuns: (ordinal: number) => `Step ${ordinal} is running. Your input goes to its command.`,
} as const;
