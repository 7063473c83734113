import type { Mistake } from '../mistake.ts';

/** Mistakes with variables that have no value. */
export const variables: readonly Mistake[] = [
  {
    name: 'a variable that only a skipped step sets',
    body: [
      '```console id=set skip="by hand"',
      '$ export NS=team-a',
      '```',
      '',
      '```console id=show',
      '$ echo "namespace $NS"',
      'namespace team-a',
      '```',
    ],
    check: [
      '9: warning: Only the step set (line 5) sets `$NS`, and that step is never run. Without the ' +
        'variable, this command is not run. Set `$NS` in a step that always runs. [unset-variable]',
    ],
    test: [
      '  –  1 set skipped: by hand T s',
      '  –  2 show skipped: The command at line 9 was not run because `$NS` has no value: the step ' +
        'set, which sets it at line 5, is skipped: by hand T s',
      '  0 passed, 2 skipped, nothing left behind in T s',
      '  Each step was skipped, so nothing was compared with the page.',
    ],
  },
  {
    name: 'a variable of a skipped step in a command that deletes',
    body: [
      '```console id=set skip="by hand"',
      '$ export NS=team-a',
      '```',
      '',
      '```console id=remove role=cleanup',
      '$ echo kubectl delete namespace $NS',
      '...a',
      '```',
    ],
    check: [
      '9: warning: Only the step set (line 5) sets `$NS`, and that step is never run. Without the ' +
        'variable, this command is not run. Set `$NS` in a step that always runs. [unset-variable]',
    ],
    test: [
      '  –  1 set skipped: by hand T s',
      '  –  2 remove skipped: The command at line 9 was not run because `$NS` has no value: the step ' +
        'set, which sets it at line 5, is skipped: by hand T s',
      '  0 passed, 2 skipped, nothing left behind in T s',
      '  Each step but cleanup was skipped, so nothing was compared with the page.',
    ],
  },
  {
    name: 'a variable that a step for other versions sets',
    body: [
      '```console id=set when="kubernetes<1.2"',
      '$ export NS=team-a',
      '```',
      '',
      '```console id=show',
      '$ echo "namespace $NS"',
      'namespace team-a',
      '```',
    ],
    check: [
      '9: warning: Only the step set (line 5) sets `$NS`, and that step is run only on kubernetes<1.2. ' +
        'Without the variable, this command is not run. Set `$NS` in a step that always runs. ' +
        '[unset-variable]',
    ],
    test: [
      '  –  1 set skipped: needs kubernetes <1.2, the target has 1.35.4 T s',
      '  –  2 show skipped: The command at line 9 was not run because `$NS` has no value: the step ' +
        'set, which sets it at line 5, is skipped: needs kubernetes <1.2, the target has 1.35.4 T s',
      '  0 passed, 2 skipped, nothing left behind in T s',
      '  Each step was skipped, so nothing was compared with the page.',
    ],
  },
  {
    name: 'a variable that nothing sets',
    body: ['```console id=show', '$ echo "namespace $NAMESPACE_OF_TEAM"', 'namespace team-a', '```'],
    check: [
      '5: warning: No step sets `$NAMESPACE_OF_TEAM`, and the environment does not have it, so this ' +
        'command is not run. Set it in a step above, or write `${NAMESPACE_OF_TEAM-}` if it may be ' +
        'empty. [unset-variable]',
    ],
    test: [
      '  ✕  1 show failed T s',
      '      PAGE.mdx:5: The command at line 5 was not run because `$NAMESPACE_OF_TEAM` has no value: ' +
        'no step above sets it.',
      '      $ echo "namespace $NAMESPACE_OF_TEAM"',
      '      → Set it in a step above. If it may be empty, write `${NAMESPACE_OF_TEAM-}`.',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a variable that is misspelt',
    body: [
      '```console id=set',
      '$ export NAMESPACE=team-a',
      '```',
      '',
      '```console id=show',
      '$ echo "namespace $NAMSPACE"',
      'namespace team-a',
      '```',
    ],
    check: [
      '9: warning: No step sets `$NAMSPACE`, and the environment does not have it, so this command is ' +
        'not run. Did you mean `$NAMESPACE`? [unset-variable]',
    ],
    test: [
      '  ✓  1 set T s',
      '  ✕  2 show failed T s',
      '      PAGE.mdx:9: The command at line 9 was not run because `$NAMSPACE` has no value: no step ' +
        'above sets it, but one sets `$NAMESPACE`.',
      '      $ echo "namespace $NAMSPACE"',
      '      → Correct the name, or set `$NAMSPACE` in a step above. If it may be empty, write ' +
        '`${NAMSPACE-}`.',
      '  1 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a variable that is set further down',
    body: [
      '```console id=show',
      '$ echo "namespace $TEAM"',
      'namespace team-a',
      '```',
      '',
      '```console id=set',
      '$ export TEAM=team-a',
      '```',
    ],
    check: [
      '5: warning: Only a step below sets `$TEAM`, in line 10, so this command is not run. Move that step ' +
        'up. [unset-variable]',
    ],
    test: [
      '  ✕  1 show failed T s',
      '      PAGE.mdx:5: The command at line 5 was not run because `$TEAM` has no value: no step above ' +
        'sets it.',
      '      $ echo "namespace $TEAM"',
      '      → Set it in a step above. If it may be empty, write `${TEAM-}`.',
      '  ✓  2 set T s',
      '  1 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a variable that is set in a pipeline',
    body: [
      '```console id=set',
      '$ echo team-a | read TEAM',
      '```',
      '',
      '```console id=show',
      '$ echo "namespace $TEAM"',
      'namespace team-a',
      '```',
    ],
    check: [],
    test: [
      '  ✓  1 set T s',
      '  ✕  2 show failed T s',
      '      PAGE.mdx:9: The command at line 9 was not run because `$TEAM` has no value, though line 5 ' +
        'sets it.',
      '      $ echo "namespace $TEAM"',
      '      → Check which value line 5 gives. A value that is set in a subshell or behind a pipe is ' +
        'lost. If it may be empty, write `${TEAM-}`.',
      '  1 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a variable that is set in brackets',
    body: [
      '```console id=set',
      '$ (TEAM=team-a)',
      '```',
      '',
      '```console id=show',
      '$ echo "namespace $TEAM"',
      'namespace team-a',
      '```',
    ],
    check: [],
    test: [
      '  ✓  1 set T s',
      '  ✕  2 show failed T s',
      '      PAGE.mdx:9: The command at line 9 was not run because `$TEAM` has no value, though line 5 ' +
        'sets it.',
      '      $ echo "namespace $TEAM"',
      '      → Check which value line 5 gives. A value that is set in a subshell or behind a pipe is ' +
        'lost. If it may be empty, write `${TEAM-}`.',
      '  1 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a variable of a step that fails',
    body: [
      '```console id=set within=0',
      '$ export NS=team-a; false',
      '```',
      '',
      '```console id=show',
      '$ echo "namespace $NS"',
      'namespace team-a',
      '```',
    ],
    check: [],
    test: [
      '  ✕  1 set failed T s',
      '      PAGE.mdx:5: the command ended with exit status 1; the page expects 0',
      '      $ export NS=team-a; false',
      '      → Read the output, fix the cause and run the step again. If this exit status is expected, ' +
        'write `exit=1`.',
      '  –  2 show skipped: It needs set, which has not passed in this session. T s',
      '  0 passed, 1 did not pass, 1 skipped, nothing left behind in T s',
    ],
  },
  {
    name: 'a variable whose step sets it to nothing',
    body: [
      '```console id=set',
      '$ export NS=$(true)',
      '```',
      '',
      '```console id=show',
      '$ echo "namespace $NS"',
      'namespace team-a',
      '```',
    ],
    check: [],
    test: [
      '  ✓  1 set T s',
      '  ✕  2 show failed T s',
      '      PAGE.mdx:9: The command at line 9 was not run because `$NS` has no value, though line 5 sets ' +
        'it.',
      '      $ echo "namespace $NS"',
      '      → Check which value line 5 gives. A value that is set in a subshell or behind a pipe is ' +
        'lost. If it may be empty, write `${NS-}`.',
      '  1 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'an argument that nobody gives',
    body: ['```console id=show', '$ echo "namespace $1"', 'namespace team-a', '```'],
    check: [
      '5: `$1` is empty here: only functions and scripts have arguments. If it is meant for another ' +
        'program, put it into single quotes. [no-argument]',
    ],
  },
];
