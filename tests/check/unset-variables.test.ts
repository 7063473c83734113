import { describe, expect, test } from 'vitest';
import { unsetVariables } from '../../runner/check/unset-variables.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

function warningsOf(...fences: readonly string[]): string[] {
  const { guide, problems } = guideOf(fences.join('\n'));
  expect(problems).toEqual([]);
  return unsetVariables(guide).map(({ line, message }) => `${line}: ${message}`);
}

const use = fence('$ kubectl delete pods -n "$TEAM_NS"', 'id=use');

describe('unsetVariables: warns about a command', () => {
  test.each([
    [
      'whose variable only a skipped step sets',
      [fence('$ TEAM_NS=a', 'id=set skip="by hand"'), use],
      '8: Only the step set (line 5) sets `$TEAM_NS`, and that step is never run. Without the variable, ' +
        'this command is not run. Set `$TEAM_NS` in a step that always runs.',
    ],
    [
      'whose variable one choice sets',
      [fence('$ TEAM_NS=a', 'id=set choice=kind:a'), fence('$ true', 'id=other choice=kind:b'), use],
      '11: Only the step set (line 5) sets `$TEAM_NS`, and that step is run only with the choice kind:a. ' +
        'Without the variable, this command is not run. Set `$TEAM_NS` in a step that always runs.',
    ],
    [
      'whose variable is set for some versions',
      [fence('$ TEAM_NS=a', 'id=set when="istio>=1.21"'), use],
      '8: Only the step set (line 5) sets `$TEAM_NS`, and that step is run only on istio>=1.21. Without ' +
        'the variable, this command is not run. Set `$TEAM_NS` in a step that always runs.',
    ],
    [
      'whose variable is misspelt',
      [fence('$ TEAM_NSS=a', 'id=set'), use],
      '8: No step sets `$TEAM_NS`, and the environment does not have it, so this command is not run. ' +
        'Did you mean `$TEAM_NSS`?',
    ],
    [
      'whose variable nothing sets',
      [use],
      '5: No step sets `$TEAM_NS`, and the environment does not have it, so this command is not run. ' +
        'Set it in a step above, or write `${TEAM_NS-}` if it may be empty.',
    ],
    [
      'whose variable is set below',
      [use, fence('$ TEAM_NS=a', 'id=set')],
      '5: Only a step below sets `$TEAM_NS`, in line 8, so this command is not run. Move that step up.',
    ],
  ])('%s', (_, fences, text) => expect(warningsOf(...fences)).toEqual([text]));
});

describe('unsetVariables: does not warn about a command', () => {
  test.each([
    [
      'whose variable each choice sets',
      [fence('$ TEAM_NS=a', 'choice=kind:a'), fence('$ TEAM_NS=b', 'choice=kind:b'), use],
    ],
    [
      'of the same choice',
      [
        fence('$ TEAM_NS=a', 'choice=kind:a'),
        fence('$ echo $TEAM_NS', 'choice=kind:a'),
        fence('$ true', 'choice=kind:b'),
      ],
    ],
    [
      'for the same versions',
      [fence('$ TEAM_NS=a', 'when="istio>=1.21"'), fence('$ echo $TEAM_NS', 'when="istio>=1.21"')],
    ],
    [
      'whose variable versions below and above set',
      [fence('$ TEAM_NS=a', 'when="istio>=1.21"'), fence('$ TEAM_NS=b', 'when="istio<1.21"'), use],
    ],
    ['behind a sourced file', [fence('$ . ./env.sh'), use]],
    [
      'behind a sourced file that may set what a skipped step sets',
      [fence('$ TEAM_NS=a', 'skip="by hand"'), fence('$ source env.sh'), use],
    ],
    [
      'that uses a variable with a value anyway',
      [fence('$ export PATH=$PATH:/opt/bin', 'skip="by hand"'), fence('$ export PATH=$PATH:/usr/games')],
    ],
    ['that is skipped itself', [fence('$ echo $TEAM_NS', 'skip="by hand"'), fence('$ true')]],
    ['that uses what every session has', [fence('$ echo $HOME $PATH $KUBECONFIG $PWD')]],
  ])('%s', (_, fences) => expect(warningsOf(...fences)).toEqual([]));
});
