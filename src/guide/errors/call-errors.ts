import type { ErrorGroup } from './error-group.ts';

export const callErrors = {
  title: 'Wrong calls',
  about: 'The command line, or a file or a cluster that it names, is wrong. Nothing was done. Exit status 2.',
  entries: {
    'no-such-guide': {
      title: 'There is no such guide',
      why: 'The file does not exist, or its name does not end in `.mdx` or `.md`.',
      next: 'Name a guide file. `npx guiderail list` prints the guides in `content/`.',
    },
    'guide-faults': {
      title: 'A guide has problems',
      why:
        'Guiderail runs no guide that has a problem, because the run would leave out a part of what the ' +
        'page says.',
      next:
        'Correct each line that the message names. `npx guiderail check` lists the problems without ' +
        'running anything.',
    },
    'guide-changed': {
      title: 'The guide was changed meanwhile',
      why:
        'Somebody changed the file of the guide while `bless` ran the guide. `bless` did not overwrite ' +
        'the file.',
      next: 'Run `bless` again.',
    },
    'bad-call': {
      title: 'The command line is wrong',
      why: 'The command or the option does not exist, or its value is missing.',
      next: 'Correct the command line. `npx guiderail --help` lists all commands.',
    },
    'bad-option': {
      title: 'A command line option has a wrong value',
      why: 'The option does not accept this value. The message says which values it accepts.',
      next: 'Correct the value. `npx guiderail COMMAND --help` lists the options of a command.',
    },
    'no-place': {
      title: 'A result cannot be written there',
      why:
        'The file for a report or a recording cannot be written, is also read by this call, or is also ' +
        'used for another report. No guide was run, because its results would have been lost.',
      next: 'Name a separate file for each report, in a folder that exists and that you may write to.',
    },
    'nothing-ran': {
      title: 'No step was run',
      why:
        'Every requested step was skipped: because of its option `skip`, because its option `when` asks ' +
        'for another version than the target has, or because it needs a skipped step. Nothing was ' +
        'compared with the page, so the guide has not passed.',
      next:
        'Read in the message why each step was skipped. Choose another target, or do not run these ' +
        'guides on this one.',
    },
    'no-such-step': {
      title: 'There is no such step',
      why: 'No guide of this call has a step with that id.',
      next: 'Use one of the ids that the message names. `npx guiderail list` prints all ids.',
    },
    'no-such-context': {
      title: 'There is no such context',
      why:
        'The kubeconfig has no context of this name, or the context names a cluster that the file does ' +
        'not describe.',
      next: 'Run `kubectl config get-contexts` to list the contexts. `--kubeconfig FILE` reads another file.',
    },
    'ambiguous-context': {
      title: 'A name in the kubeconfig means two things',
      why:
        'The name is defined twice, with different meanings: in two files of `KUBECONFIG`, or twice in ' +
        'one file. Other programs silently use one of the two. Guiderail refuses, because a guide must ' +
        'not run on the wrong cluster.',
      next: 'Rename one of the two, or name one file with `--kubeconfig`.',
    },
    'kubeconfig-unreadable': {
      title: 'The kubeconfig cannot be read',
      why: 'The file does not exist, you have no right to read it, or it is not a kubeconfig.',
      next: 'Name a kubeconfig with `--kubeconfig FILE` or `KUBECONFIG`.',
    },
    'port-taken': {
      title: 'The port cannot be used',
      why:
        'Another program, often another Guiderail, listens on this port, or you have no right to listen on ' +
        'it.',
      next: 'End that program, or use another port with `--port N`. `--port 0` uses any free port.',
    },
    'file-unreadable': {
      title: 'A file cannot be read',
      why: 'The file does not exist, or you have no right to read it.',
      next: 'Correct the path, or give yourself the right to read the file.',
    },
  },
} as const satisfies ErrorGroup;
