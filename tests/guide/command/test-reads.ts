import { expect, test } from 'vitest';
import { readsOnly } from '../../../src/guide/command/reads.ts';

/** One test for each of these commands, which only read or may write. Keys: what the commands show. */
export function testReads(reads: boolean, commands: Readonly<Record<string, readonly string[]>>): void {
  const cases = Object.entries(commands).flatMap(([what, texts]) => texts.map((text) => [what, text]));
  test.each(cases)(`readsOnly: ${reads ? 'yes' : 'no'}, %s: %j`, (_what, text) => {
    expect(readsOnly(text)).toBe(reads);
  });
}
