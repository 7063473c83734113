/**
 * Commands that change at most the shell itself: its variables, its options and its mask for new files.
 * `sleep` changes nothing at all.
 */
export const shellCommands: readonly string[] = [
  'declare',
  'export',
  'local',
  'readonly',
  'set',
  'shift',
  'sleep',
  'umask',
  'unset',
];
