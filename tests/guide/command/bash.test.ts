import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readingState } from '../../../src/guide/command/bash.ts';

const unfinished = [
  'cat <<EOF\nfoo',
  'cat <<"E O"\nfoo\nE',
  'cat <<-EOF\n\tfoo',
  'cat <<A <<B\nx\nA',
  'echo "a',
  "echo 'a",
  "echo $'a",
  'echo a |',
  'echo a &&',
  'echo a ||',
  'echo a \\',
  'for i in 1; do',
  'while read x',
  'until false; do x',
  'if true',
  'if true; then a; else',
  'case x in',
  '{ a',
  '( a',
  'foo() {',
  'foo()',
  'echo $(',
  'echo `ls',
  'echo ${a',
  'echo $((1+',
  'a=(1 2',
  '[[ a ==',
  'echo "$(cat <<E\nx\nE\n',
];

const complete = [
  'ls',
  'cat <<EOF\nfoo\nEOF',
  'cat <<-EOF\n\tfoo\n\tEOF',
  'cat <<A <<B\nx\nA\ny\nB',
  "cat <<'EOF' | grep x\n$A\nEOF",
  '# a comment \\',
  'a &',
  'echo "a\nb"',
  'echo a \\\n b',
  'for i in 1; do echo $i; done',
  'echo "it\'s"',
  'export A=$(kubectl get pod -o jsonpath={.items..metadata.name})',
  "kubectl get svc x -o jsonpath='{.spec.clusterIP}'",
];

test.each(unfinished)('readingState: bash would read on after %j', (text) => {
  expect(readingState(text).state).toBe('unfinished');
  expect(bashAccepts(text)).toBe(false);
});

test.each(complete)('readingState: bash would run %j', (text) => {
  expect(readingState(text)).toEqual({ state: 'complete' });
  expect(bashAccepts(text)).toBe(true);
});

test.each(['echo )', 'fi', 'a;;', 'if true; then a; fi; fi'])(
  'readingState: no further line can complete %j',
  (text) => {
    expect(readingState(text).state).toBe('invalid');
    expect(bashAccepts(text)).toBe(false);
  },
);

/**
 * Whether bash itself accepts a text: it prints no error, and the final backslash joins no further line to
 * the text.
 */
function bashAccepts(text: string): boolean {
  const { status, stderr } = spawnSync('bash', ['-n', '-c', text], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (text.endsWith('\\') && !text.startsWith('#')) return false;
  return status === 0 && stderr === '';
}
