import { randomUUID } from 'node:crypto';

/** The beginning of a mark in the terminal: an OSC sequence with a number that no program uses. */
export const markStart = '\u001b]7771;';

/** A fresh random mark. It appears in nothing that was written before, and no command can read it. */
export function newMark(): string {
  return randomUUID().replaceAll('-', '');
}
