import type { ErrorGroup } from './error-group.ts';

export const runnerErrors = {
  title: 'The runner and its machine',
  about:
    'Guiderail or the machine that it runs on broke. Such an error says nothing about the page. Exit ' +
    'status 3; on a page the verdict *errored*.',
  entries: {
    'not-written': {
      title: 'A file could not be written',
      why: 'The disk is full, or you have no right to write to the folder. The step did not start.',
      next:
        'Make room on the disk or get the right to write, then run the step again. `TMPDIR` and ' +
        '`GUIDERAIL_CACHE` select other folders.',
    },
    'result-not-written': {
      title: 'A result could not be written',
      why:
        'The work was done, cleanup included, but one of its results is missing: a report, a recording, a ' +
        'blessed guide, or the output of a command. An older file in that place is unchanged. All other ' +
        'results were written.',
      next: 'Make room on the disk or get the right to write, then run the command again.',
    },
    unexpected: {
      title: 'An unexpected error',
      why: 'The message comes from the system or from a library. The cause may be a defect of Guiderail.',
      next:
        'If the message does not help, run the command again with `GUIDERAIL_DEBUG=1`, which adds the ' +
        'stack trace, and report it.',
    },
    'site-build': {
      title: 'The site could not be built',
      why:
        'Astro stopped with an error that no page caused. The message shows the last lines that Astro ' +
        'printed.',
      next: 'Correct the cause that the message shows, then start Guiderail again.',
    },
  },
} as const satisfies ErrorGroup;
