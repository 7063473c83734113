import { describe, expect, test } from 'vitest';
import { placeholderIn } from '../../../src/guide/command/placeholder.ts';
import { fence, guideOf } from '../../support/guides/guide-text.ts';

describe('placeholderIn: finds', () => {
  test.each([
    ['kubectl delete pod <pod-name>', '<pod-name>'],
    ['kubectl get pod <pod> -n x', '<pod>'],
    ['kubectl patch pv <your pv> -p x', '<your pv>'],
    ['kubectl get pods -n <ns> && echo done', '<ns>'],
    ['echo "$(kubectl logs <pod>)"', '<pod>'],
  ])('%s: %s', (text, found) => expect(placeholderIn(text)).toBe(found));
});

describe('placeholderIn: finds none in', () => {
  test.each([
    'cat <in >out',
    'sort <in.txt>out.txt',
    'cat < in > out',
    'echo "<pod>"',
    "echo '<pod> a'",
    'diff <(a) <(b) > out',
    'cat <<EOF\n<pod>\nEOF',
  ])('%s', (text) => expect(placeholderIn(text)).toBeUndefined());
});

test('parseGuide: reports a placeholder with its line, unless its step is skipped', () => {
  const text = '$ kubectl delete pod <pod-name>\npod "web" deleted\n$ echo a\na';
  const message =
    'bash reads the placeholder `<pod-name>` as two redirections. Write a variable that a step sets, ' +
    'such as `"$POD_NAME"`, or give the step `skip="the reason"`.';
  expect(guideOf(fence(text)).problems).toEqual([
    { code: 'placeholder', file: 'guide.mdx', line: 5, message },
  ]);
  const { guide, problems } = guideOf(fence(text, 'skip="choose a pod"'));
  expect(problems).toEqual([]);
  expect(
    guide.steps[0]?.commands.map((command) => [command.text, command.expectation.printed[0]?.lines]),
  ).toEqual([
    ['kubectl delete pod <pod-name>', ['pod "web" deleted']],
    ['echo a', ['a']],
  ]);
});
