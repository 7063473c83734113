import type { ErrorGroup } from './error-group.ts';

export const stepProblems = {
  title: 'Problems of a step',
  about:
    'A step is a `console` fence; an `output` fence after it is another output of the step. Each command ' +
    'that reads guides prints these problems with file and line, and runs no guide. Exit status 2.',
  entries: {
    'lost-step': {
      title: 'A step would be lost',
      why:
        'A part of the page looks like a step, but Markdown does not read it as a step: its fence has ' +
        'another language, is not closed, or ends too early. The step would not run, and nobody would ' +
        'notice.',
      next:
        'Write what the message says. If the fence is only an example of a step, begin and end the example ' +
        'with four backticks.',
    },
    'text-before-prompt': {
      title: 'A fence has text before the first prompt',
      why:
        'A `console` fence is a terminal transcript: each printed line belongs to the command above it. No ' +
        'command is above this line.',
      next:
        'Begin the fence with `$ ` and a command. If the fence is not a step, give it another language ' +
        'than `console`.',
    },
    'no-command': {
      title: 'A step or a guide has no command',
      why: 'The fence is empty, nothing follows `$ `, or the named file has no `console` fence.',
      next: 'Write a command, or delete the fence.',
    },
    'stray-output': {
      title: 'An output fence belongs to no step',
      why: 'An `output` fence must directly follow its step. Something else is between the two.',
      next: 'Move the fence to the place directly after its step, or give it another language.',
    },
    'unknown-option': {
      title: 'A fence has an unknown option',
      why: 'Guiderail refuses options that it does not know, because a misspelt option would have no effect.',
      next: 'Correct the option. The message suggests the most similar known option or lists all of them.',
    },
    'bad-value': {
      title: 'A fence option has a wrong value',
      why: 'The option does not accept this value, or the value makes no sense for this step.',
      next: 'Write one of the values that the message names.',
    },
    'doubled-option': {
      title: 'A fence has the same option twice',
      why: 'An option can have only one value.',
      next: 'Delete one of the two.',
    },
    'doubled-id': {
      title: 'Two steps have the same id',
      why: 'Addresses, reports and the option `needs` identify a step by its id.',
      next: 'Rename one of the two.',
    },
    'unknown-need': {
      title: 'A step needs a step that is not above it',
      why: 'The option `needs` takes ids of steps that are above this step in the same guide.',
      next: 'Correct the id, or move the needed step up.',
    },
    vacuous: {
      title: 'An expectation accepts every output',
      why:
        'An expectation such as `...` alone can never fail: the page would look as if its output were ' +
        'checked, but it is not.',
      next:
        'Print the real output of the command. If only the exit status matters, print nothing, or write ' +
        '`match=none`.',
    },
  },
} as const satisfies ErrorGroup;
