import { expect, test } from 'vitest';
import { readsOnly } from '../../../src/guide/command/reads.ts';

/**
 * Tests that each of these commands only reads, or that each may write. The keys name what the commands are
 * examples of.
 */
export function testReads(reads: boolean, commands: Readonly<Record<string, readonly string[]>>): void {
  const cases = Object.entries(commands).flatMap(([what, texts]) => texts.map((text) => [what, text]));
  test.each(cases)(`readsOnly: ${reads ? 'yes' : 'no'}, %s: %j`, (_what, text) => {
    expect(readsOnly(text)).toBe(reads);
  });
}
