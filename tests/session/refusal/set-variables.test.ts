import { describe, expect, test } from 'vitest';
import { fence } from '../../support/guides/guide-text.ts';
import { openSession } from '../../support/sessions/opened-session.ts';

const skippedSetter = fence('$ export NS=team-a', 'id=set skip="needs an account"');

describe('Session: a command whose variable was not set is not run', () => {
  test('because the step that sets it is skipped', async () => {
    const { run, heard } = openSession(
      [
        skippedSetter,
        fence('$ echo first\nfirst\n$ echo "in $NS" | tee ran\nin team-a\n$ echo last', 'id=use'),
      ].join('\n\n'),
    );
    expect(await run('set')).toMatchObject({ verdict: 'skipped', message: 'needs an account' });
    const result = await run('use');
    expect(result).toMatchObject({
      verdict: 'skipped',
      message:
        'The command at line 11 was not run because `$NS` has no value: the step set, which sets it at ' +
        'line 5, is skipped: needs an account',
    });
    expect(result.commands.map(({ verdict, attempts }) => [verdict, attempts])).toEqual([
      ['passed', 1],
      ['skipped', 0],
    ]);
    expect(heard).not.toContain('start 1 1');
  });

  test('because the step that sets it did not pass; a cleanup goes on with its other commands', async () => {
    const guide = [
      fence('$ NS=$(echo team-a; exit 3)', 'id=set'),
      fence(
        '$ echo "delete $NS"\n$ echo other\nother\n$ [ -z "$NS" ] || echo guarded\nguarded\n$ echo "$SECOND"',
        'id=clean role=cleanup',
      ),
    ];
    const { run } = openSession(guide.join('\n\n'));
    expect(await run('set')).toMatchObject({ verdict: 'failed' });
    const result = await run('clean');
    expect(result.commands.map(({ verdict }) => verdict)).toEqual(['skipped', 'passed', 'passed', 'failed']);
    expect(result.commands[0]?.sentences).toEqual([
      'The command at line 9 was not run because `$NS` has no value: the step set, which sets it at ' +
        'line 5, has not passed in this session.',
    ]);
    expect(result).toMatchObject({ verdict: 'failed' });
  });

  test('even if the environment has a variable of that name', async () => {
    const { run, session } = openSession(
      [
        skippedSetter,
        fence('$ echo "$NS"', 'id=use match=none'),
        fence('$ echo "$HOME"', 'id=home match=none'),
      ].join('\n\n'),
    );
    process.env['NS'] = 'production';
    try {
      expect(await run('home')).toMatchObject({ verdict: 'passed' });
      expect(await run('use')).toMatchObject({ verdict: 'skipped' });
    } finally {
      delete process.env['NS'];
    }
    await session.type('NS=typed', new AbortController().signal);
    expect(await run('use')).toMatchObject({ verdict: 'passed', commands: [{ output: 'typed\n' }] });
  });

  test('because no step sets it: the step fails and names a variable of nearly the same name', async () => {
    const { run } = openSession(
      [
        fence('$ NAMESPACE=team-a', 'id=set'),
        fence('$ echo "delete $NAMESPAC"', 'id=use'),
        fence('$ echo "$POD"', 'id=other'),
      ].join('\n\n'),
    );
    expect(await run('set')).toMatchObject({ verdict: 'passed' });
    expect(await run('use')).toMatchObject({
      verdict: 'failed',
      message:
        'The command at line 9 was not run because `$NAMESPAC` has no value: no step above sets it, ' +
        'but one sets `$NAMESPACE`.',
      next: 'Correct the name, or set `$NAMESPAC` in a step above. If it may be empty, write `${NAMESPAC-}`.',
    });
    expect(await run('other')).toMatchObject({
      verdict: 'failed',
      message: 'The command at line 13 was not run because `$POD` has no value: no step above sets it.',
      next: 'Set it in a step above. If it may be empty, write `${POD-}`.',
    });
  });

  test.each(['POD=$(true)', '(POD=web)', 'echo web | read -r POD', 'POD=web; unset POD'])(
    'because %j left it without a value',
    async (setter) => {
      const { run } = openSession(
        [fence(`$ ${setter}`, 'id=set'), fence('$ echo "delete $POD"', 'id=use')].join('\n\n'),
      );
      await run('set');
      expect(await run('use')).toMatchObject({
        verdict: 'failed',
        message: 'The command at line 9 was not run because `$POD` has no value, though line 5 sets it.',
        next:
          'Check which value line 5 gives. A value that is set in a subshell or behind a pipe is lost. ' +
          'If it may be empty, write `${POD-}`.',
      });
    },
  );

  test('because a function of the guide, called directly or not, needs the variable', async () => {
    const functions = '$ pods() { echo "$NS $1"; }\n$ clean() { local ALL=all; pods "$ALL"; }';
    const { run } = openSession(
      [
        skippedSetter,
        fence(functions, 'id=functions'),
        fence('$ clean', 'id=use'),
        fence('$ NS=mine; clean\nmine all', 'id=own'),
      ].join('\n\n'),
    );
    expect(await run('functions')).toMatchObject({ verdict: 'passed' });
    expect(await run('use')).toMatchObject({
      verdict: 'skipped',
      message:
        'The command at line 14 was not run because `$NS` has no value: the step set, which sets it at ' +
        'line 5, is skipped: needs an account',
    });
    expect(await run('own')).toMatchObject({ verdict: 'passed' });
  });

  test('because the shell that had the variable ended', async () => {
    const { run } = openSession(
      [
        fence('$ NS=team-a', 'id=set'),
        fence('$ exit 1', 'id=end'),
        fence('$ echo "$NS"', 'id=clean role=cleanup'),
      ].join('\n\n'),
    );
    await run('set');
    expect(await run('end')).toMatchObject({ verdict: 'interrupted' });
    expect(await run('clean')).toMatchObject({ verdict: 'skipped' });
  });
});

describe('Session: a command is run', () => {
  test.each([
    ['its variable is set to nothing on purpose', '$ EXTRA=""', '$ echo "a $EXTRA"'],
    ['its variable is an empty array', '$ LIST=(); declare -A MAP', '$ echo a "${LIST[@]}" "${MAP[@]}"'],
    [
      'the name of its folder has the end of a mark',
      "$ mkdir $'a\\ab'; cd $'a\\ab'; POD=web",
      '$ echo "$POD"',
    ],
    ['its variable is a descriptor', '$ exec {FD}>f', '$ echo a >&$FD'],
    [
      'the very command sources the file that sets its variable',
      '$ echo POD=web > env',
      '$ . ./env && echo "$POD"',
    ],
    ['its variable is an array', '$ LIST=("" b)', '$ echo "${LIST[@]}"'],
    ['a sourced file sets its variable', '$ echo POD=web > env; . ./env', '$ echo "$POD"'],
    ['a function that it has called sets its variable', '$ name() { POD=web; }; name', '$ echo "$POD"'],
    ['its variable has a default', '$ true', '$ echo "${POD:-web}"'],
    ['the step differed after it had set the variable', '$ POD=web; echo x\ny', '$ echo "$POD"'],
  ])('if %s', async (_, setter, user) => {
    const { run } = openSession(
      [
        fence('$ true', 'id=start'),
        fence(setter, 'id=set'),
        fence(user, 'id=use match=none needs=start'),
      ].join('\n\n'),
    );
    await run('start');
    await run('set');
    expect(await run('use')).toMatchObject({ verdict: 'passed' });
  });
});

test('Session: runs a command if the variable of a skipped step has a value for another reason', async () => {
  const { run, session } = openSession(
    [
      fence('$ export NS=team-a PATH=$PATH:/opt/bin', 'id=set skip="needs an account"'),
      fence('$ export PATH=$PATH:/usr/games; ls $KUBECONFIG', 'id=path match=none'),
      fence('$ echo "$NS"', 'id=use match=none'),
    ].join('\n\n'),
  );
  expect(await run('path')).toMatchObject({ verdict: 'passed' });
  expect(await run('use')).toMatchObject({ verdict: 'skipped' });
  await session.type('echo NS=mine > env; source ./env', new AbortController().signal);
  expect(await run('use')).toMatchObject({ verdict: 'passed', commands: [{ output: 'mine\n' }] });
});

test('Session: the search for a value keeps `$?`, works under `set -eu`, and prints nothing', async () => {
  const { run } = openSession(
    [
      fence('$ A=x; set -u\n$ (exit 3)', 'id=set exit=3'),
      fence('$ echo "$? $A"\n3 x', 'id=use'),
      fence('$ echo "$B"', 'id=none'),
      fence('$ set -e; set -x\n$ echo $A\n++ echo x\nx', 'id=strict'),
    ].join('\n\n'),
  );
  expect(await run('set')).toMatchObject({ verdict: 'passed' });
  expect(await run('use')).toMatchObject({ verdict: 'passed' });
  expect(await run('none')).toMatchObject({ verdict: 'failed', commands: [{ output: '' }] });
  expect(await run('strict')).toMatchObject({ verdict: 'passed' });
});
