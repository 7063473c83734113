import type { ErrorGroup } from './error-group.ts';

export const commandProblems = {
  title: 'Problems of a command',
  about:
    'Each command that reads guides prints these problems with file and line, and runs no guide. Exit ' +
    'status 2.',
  entries: {
    'unfinished-command': {
      title: 'A command does not end',
      why:
        'bash would wait for more lines, because the command has, for example, a here-document without its ' +
        'last line, an open quote, or a `do` without `done`.',
      next: 'Add the part that the message names.',
    },
    'invalid-command': {
      title: 'bash cannot read a command',
      why: 'The command is not valid bash, so it would always fail.',
      next: 'Correct the command. To see what bash says about it, run it in a terminal.',
    },
    'deep-command': {
      title: 'A command is nested too deeply',
      why:
        'Brackets, quotes and substitutions are nested hundreds of levels deep, so Guiderail cannot find ' +
        'out what the command does.',
      next: 'Split the command into several commands, or put it into a script in the folder `GUIDE.files/`.',
    },
    'no-argument': {
      title: 'A command uses an argument that it does not have',
      why:
        'A command of a guide has no arguments, so `$1` is empty. Inside double quotes, bash replaces `$1` ' +
        'with nothing before another program, such as awk, gets the text.',
      next: 'Put the text for the other program into single quotes, or write the value instead of `$1`.',
    },
    placeholder: {
      title: 'A command has a placeholder',
      why:
        'A reader replaces `<pod-name>` with a name, but bash reads `<` and `>` as redirections: it reads ' +
        'the file `pod-name` and writes to another file.',
      next:
        'Write a variable that a step above sets. If the command must not run, give its step `skip="the ' +
        'reason"`.',
    },
    'other-cluster': {
      title: 'A command may use another cluster than the guide',
      why:
        'Guiderail ties a guide to one cluster and gives the session a private kubeconfig for it, which ' +
        '`KUBECONFIG` names. This command names a server or another kubeconfig, or runs a program without ' +
        '`KUBECONFIG`, so it could change any cluster.',
      next:
        'Delete the part that the message quotes. If the command must not run, give its step `skip="the ' +
        'reason"`.',
    },
    'undeclared-write': {
      title: 'A step writes to something that the guide does not declare',
      why:
        'A guide that declares `namespaces` or `creates` promises to write to nothing else. This step ' +
        'writes to another namespace, or to an object outside all namespaces. On a shared cluster, ' +
        'Guiderail would not look there for objects that the guide leaves.',
      next:
        'Add the namespace to `namespaces`, add the object to `creates`, or name another namespace in the ' +
        'command with `-n`.',
    },
  },
} as const satisfies ErrorGroup;
