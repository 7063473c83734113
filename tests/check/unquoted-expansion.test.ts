import { describe, expect, test } from 'vitest';
import { unquotedExpansion } from '../../runner/check/unquoted-expansion.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

function warnings(commands: string, options = ''): string[] {
  return unquotedExpansion(guideOf(fence(commands, options)).guide).map(
    ({ line, message, code }) => `${line}: ${message} [${code}]`,
  );
}

const warning = (text: string) =>
  `5: \`${text}\` is not in quotes, so it may become an option or several words. Guiderail treats the ` +
  `command as one that writes, and runs it only once. Write \`"${text}"\`. Then Guiderail repeats the ` +
  'command until its output matches. [unquoted-expansion]';

describe('unquotedExpansion', () => {
  test.each([
    ['kubectl get pod $POD', '$POD'],
    ['kubectl get pod ${POD}', '${POD}'],
    ['kubectl get pod $(kubectl get pods -o name)', '$(kubectl get pods -o name)'],
    ['kubectl exec $POD -c sleep -- curl -sI http://web:$PORT', '$POD'],
  ])('names the expansion of `%s`', (command, text) => {
    expect(warnings(`$ ${command}\nprinted`)).toEqual([warning(text)]);
  });
  test.each([
    ['it is in quotes', '$ kubectl get pod "$POD"\nprinted'],
    ['it would write in quotes too', '$ kubectl delete pod $POD\nprinted'],
    ['nothing is printed', '$ kubectl get pod $POD'],
    ['it only sets a variable', '$ POD=$(kubectl get pods -o name)\n$ echo "$POD"\nprinted'],
  ])('does not warn if %s', (_, commands) => {
    expect(warnings(commands)).toEqual([]);
  });
  test('does not warn about steps that are not repeated or not run', () => {
    expect(warnings('$ kubectl get pod $POD\nprinted', 'within=0s')).toEqual([]);
    expect(warnings('$ kubectl get pod $POD\nprinted', 'skip="elsewhere"')).toEqual([]);
  });
});
