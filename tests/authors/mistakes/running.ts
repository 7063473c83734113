import type { Mistake } from '../mistake.ts';

/** Mistakes that appear only when the guide runs. */
export const running: readonly Mistake[] = [
  {
    name: 'the wrong output',
    body: [
      '```console id=show',
      '$ printf "NAME   READY   STATUS\\nweb    1/1     Running\\n"',
      'NAME   READY   STATUS',
      'web    2/2     Running',
      '```',
    ],
    check: [],
    test: [
      '  ≠  1 show differs T s',
      '      PAGE.mdx:7: row web, column READY: the page says 2/2, the output says 1/1. ' +
        'The command was not repeated, because its output does not change by itself.',
      '      $ printf "NAME   READY   STATUS\\nweb    1/1     Running\\n"',
      '        NAME   READY   STATUS',
      '      - web    2/2     Running',
      '      + web    1/1     Running',
      '               ^^^',
      '  0 passed, 1 did not pass, nothing left behind in T s',
      '  If the page is out of date, `npx guiderail bless PAGE.mdx` proposes what to change.',
    ],
  },
  {
    name: 'the output is right and the exit status is 1',
    body: ['```console id=show', '$ echo no such quota; false', 'no such quota', '```'],
    check: [],
    test: [
      '  ✕  1 show failed T s',
      '      PAGE.mdx:5: the output is as printed, but the exit status is 1; the page expects 0. ' +
        'The command was not repeated, because its output does not change by itself. ' +
        'If this exit status is expected, write `exit=1`.',
      '      $ echo no such quota; false',
      '      no such quota',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'the output is right and the exit status of a program is 3',
    body: ['```console id=show', '$ bash -c "echo denied; exit 3"', 'denied', '```'],
    check: [],
    test: [
      '  ✕  1 show failed T s',
      '      PAGE.mdx:5: the output is as printed, but the exit status is 3; the page expects 0. If ' +
        'this exit status is expected, write `exit=3`.',
      '      $ bash -c "echo denied; exit 3"',
      '      denied',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'exit=1 on a command that works',
    body: ['```console id=show exit=1', '$ echo a', 'a', '```'],
    check: [],
    test: [
      '  ✕  1 show failed T s',
      '      PAGE.mdx:5: the output is as printed, but the exit status is 0; the page expects 1. ' +
        'The command was not repeated, because its output does not change by itself. If the command should ' +
        'succeed, remove `exit=1`.',
      '      $ echo a',
      '      a',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a program that is not there',
    body: ['```console id=show', '$ kubctl-of-nobody get quota', '```'],
    check: [],
    test: [
      '  ✕  1 show failed T s',
      '      PAGE.mdx:5: the command ended with exit status 127 because there is no such program; the ' +
        'page expects 0',
      '      $ kubctl-of-nobody get quota',
      '      bash: kubctl-of-nobody: command not found',
      '      → Correct the name `kubctl-of-nobody` or install the program. If the guide needs it, name ' +
        'it in `guide.requires.commands`: then Guiderail tells a reader without it before the first step.',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a command that differs, before others of its step',
    body: ['```console id=show', '$ echo a', 'b', '$ echo c', 'c', '$ echo d', 'd', '```'],
    check: [],
    test: [
      '  ≠  1 show differs T s',
      '      PAGE.mdx:6: output line 1: the page says "b" (line 6), the output says "a". ' +
        'The command was not repeated, because its output does not change by itself.',
      '      $ echo a',
      '      - b',
      '      + a',
      '      Not run because of it: `echo c` (line 7) and `echo d` (line 9).',
      '  0 passed, 1 did not pass, nothing left behind in T s',
      '  If the page is out of date, `npx guiderail bless PAGE.mdx` proposes what to change.',
    ],
  },
  {
    name: 'a command that does not end',
    body: ['```console id=show timeout=1s', '$ sleep 60', '```'],
    check: [],
    test: [
      '  ⏱  1 show timed-out T s',
      '      PAGE.mdx:5: The command did not end within 1 s and was stopped.',
      '      $ sleep 60',
      '      → Find out what it waits for. If it only needs more time, give the step more: `timeout=2s`.',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: '`exit` at the prompt',
    body: ['```console id=show', '$ exit 3', '```', '', '```console id=end', '$ echo b', 'b', '```'],
    check: [],
    test: [
      '  ⚡  1 show interrupted T s',
      '      PAGE.mdx:5: The shell ended while the command ran, so its exit status is not known.',
      '      $ exit 3',
      '      → `exit` and `exec` end the shell of all steps. Put them into brackets, as in `(exit 1)`, ' +
        'and run the steps that set variables again.',
      '  ✓  2 end T s',
      '  1 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a step that needs one that fails',
    body: [
      '```console id=first',
      '$ false',
      '```',
      '',
      '```console id=second needs=first',
      '$ echo b',
      'b',
      '```',
    ],
    check: [],
    test: [
      '  ✕  1 first failed T s',
      '      PAGE.mdx:5: the command ended with exit status 1; the page expects 0. ' +
        'The command was not repeated, because its output does not change by itself.',
      '      $ false',
      '      → Read the output, fix the cause and run the step again. If this exit status is expected, ' +
        'write `exit=1`.',
      '  –  2 second skipped: It needs first, which has not passed in this session. T s',
      '  0 passed, 1 did not pass, 1 skipped, nothing left behind in T s',
    ],
  },
  {
    name: 'every step skipped',
    body: ['```console id=show skip="by hand"', '$ echo a', 'a', '```'],
    check: [],
    test: [
      '  –  1 show skipped: by hand T s',
      '  0 passed, 1 skipped, nothing left behind in T s',
      '  Each step was skipped, so nothing was compared with the page.',
    ],
  },
  {
    name: 'one word in a long line',
    body: [
      '```console id=show',
      '$ echo the quota of the namespace team-a allows four pods, two services, one load balancer and ' +
        'eight gibibytes of memory in all of its containers together',
      'the quota of the namespace team-a allows four pods, two services, one load balancer and nine ' +
        'gibibytes of memory in all of its containers together',
      '```',
    ],
    check: [],
    test: [
      '  ≠  1 show differs T s',
      '      PAGE.mdx:6: output line 1: the page says "the quota of the namespace team-a allows four ' +
        'pods, two services, one load balancer and nine gibibytes of memory in all of its containers ' +
        'together" (line 6), the output says "the quota of the namespace team-a allows four pods, two ' +
        'services, one load balancer and eight gibibytes of memory in all of its containers together". ' +
        'The command was not repeated, because its output does not change by itself.',
      '      $ echo the quota of the namespace team-a allows four pods, two services, one load ' +
        'balancer and eight gibibytes of memory in all of its containers together',
      '      - the quota of the namespace team-a allows four pods, two services, one load balancer and ' +
        'nine gibibytes of memory in all of its containers together',
      '                                                                                                ^^^^',
      '      + the quota of the namespace team-a allows four pods, two services, one load balancer and ' +
        'eight gibibytes of memory in all of its containers together',
      '                                                                                                ^^^^^',
      '  0 passed, 1 did not pass, nothing left behind in T s',
      '  If the page is out of date, `npx guiderail bless PAGE.mdx` proposes what to change.',
    ],
  },
  {
    name: 'a line that is missing',
    body: ['```console id=show', '$ echo a', 'a', 'b', '```'],
    check: [],
    test: [
      '  ≠  1 show differs T s',
      '      PAGE.mdx:7: the page says "b" (line 7), the output has no such line. ' +
        'The command was not repeated, because its output does not change by itself.',
      '      $ echo a',
      '        a',
      '      - b',
      '  0 passed, 1 did not pass, nothing left behind in T s',
      '  If the page is out of date, `npx guiderail bless PAGE.mdx` proposes what to change.',
    ],
  },
];
