import type { ErrorGroup } from './error-group.ts';

export const warnings = {
  title: 'Warnings about a guide',
  about:
    '`check` and `test` print these warnings with file and line. The guide still runs, and the exit status ' +
    'does not change.',
  entries: {
    'lost-command': {
      title: 'A line may be a command that does not run',
      why:
        'The line looks like a command, but Guiderail reads it as a part of the command above, or as its ' +
        'output. Only `$ ` at the beginning of a line starts a command.',
      next: 'Correct the line as the message says. If a program really prints the line, leave it as it is.',
    },
    'typographic-mark': {
      title: 'A command has a typographic quote or dash',
      why:
        'Word processors and some sites replace `"` by `“` and `-` by `–`. For bash these are ordinary ' +
        'characters, like letters, so the program gets another argument than the author intended.',
      next: 'Write the ASCII character. If you mean the typographic one, put the word in quotes.',
    },
    'unset-variable': {
      title: 'A variable may have no value',
      why:
        'No step sets the variable before this command, or a step sets it only on some clusters. With an ' +
        'empty variable the command would differ from the one on the page, so Guiderail does not run it.',
      next: 'Set the variable in a step above, or give it a default value, as in `${NAME:-value}`.',
    },
    'context-namespace': {
      title: 'A command may write to a namespace that the guide does not declare',
      why:
        'The command names no namespace, so kubectl uses the namespace of the context: `default`, unless ' +
        'somebody has set another one. The guide declares only other namespaces. On a cluster where the ' +
        'context has the namespace `default`, Guiderail does not run the guide.',
      next: 'Name the namespace with `-n`, or add `default` to `namespaces`.',
    },
    'nothing-declared': {
      title: 'The guide does not declare what it touches',
      why:
        'The guide writes to the cluster, but has neither `namespaces` nor `creates`. On a shared cluster ' +
        'Guiderail looks only at what a guide declares, so it cannot prove that the cleanup removes ' +
        'everything.',
      next: 'Add the lines that the message names to the front matter.',
    },
    'missing-file': {
      title: 'A file that a command names does not exist',
      why:
        'The commands of a guide run in a copy of the folder `GUIDE.files/`. They cannot find files in ' +
        'other folders, such as the folder of the guide itself.',
      next: 'Move the file into `GUIDE.files/`, or correct its path.',
    },
    'no-cleanup': {
      title: 'The guide leaves something in the cluster',
      why:
        'Objects that a guide creates stay in the cluster unless a step with `role=cleanup` deletes them. ' +
        'Only cleanup steps also run when an earlier step did not pass.',
      next: 'Give the step that deletes the objects `role=cleanup`, or add such a step.',
    },
    'unquoted-expansion': {
      title: 'A command runs only once, because it may write',
      why:
        'Guiderail repeats a command that only reads until its output matches. Without quotes, an ' +
        'expansion such as `$POD` may become an option or several words, so Guiderail cannot know that ' +
        'this command only reads. It runs the command once, perhaps before the cluster is ready.',
      next: 'Put the expansion in quotes: `"$POD"`.',
    },
  },
} as const satisfies ErrorGroup;
