import { expect, test } from 'vitest';
import { unsetVariables } from '../../runner/check/unset-variables.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

const steps = (count: number) =>
  Array.from({ length: count }, (_, at) => fence(`$ A${at}=1; echo "$A${at}"`)).join('\n\n');

/** With an algorithm of quadratic time, each of these pages takes more than 5 s. */
test.each([
  ['many steps', steps(3000)],
  ['a long here-document', fence(`$ cat <<EOF\n${'a: 1\n'.repeat(15_000)}EOF`)],
  ['a long here-document after `<<-`', fence(`$ cat <<-EOF\n${'\ta: 1\n'.repeat(12_000)}\tEOF`)],
  ['a long line before the first prompt', fence('@~a'.repeat(40_000))],
  ['many spaces in the options', fence('$ true', `{a${' '.repeat(80_000)}x`)],
  ['many variables that nothing sets', fence('$ A=1; echo "$A" "$B" "$C"\n'.repeat(6000))],
])('unsetVariables: reads a page in less than 5 s of processor time: %s', (_, page) => {
  const before = process.cpuUsage();
  unsetVariables(guideOf(page).guide);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(5);
});
