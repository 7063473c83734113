import { fstatSync, writeFileSync } from 'node:fs';
import { ResultError } from '../disk-error.ts';
import { jsonText, withoutLogCommands } from './plain.ts';

/** What standard output did not take of what was printed: `unread` where nobody reads it any more. */
let lost: 'unread' | { readonly error: unknown } | undefined;
let printing: Promise<void> = Promise.resolve();

/**
 * Call it before anything is written. A reader that leaves, a closed terminal or a full disk then ends no run: what is written to that output is lost,
 * and whoever has to know of it uses `writeOut`.
 */
export function outliveOutputs(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** Writes to standard output. Settles when all of it has been taken, rejects with the system's error. */
export async function writeOut(text: string): Promise<void> {
  // Where only a part fits into a file, Node's stream says that it wrote the whole.
  if (fstatSync(process.stdout.fd).isFile()) return writeFileSync(process.stdout.fd, text);
  return new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
}

/** The text for people on standard output, without commands of a CI system. `printed` says whether it has been taken. */
export function print(text: string): void {
  printExact(withoutLogCommands(text));
}

/** The same for programs, byte by byte. */
export function printExact(text: string): void {
  const before = printing;
  printing = writeOut(text)
    .catch((error: unknown) => {
      lost ??= isUnread(error) ? 'unread' : { error };
    })
    .then(() => before);
}

/** Data as JSON on standard output, with a line feed. */
export function printJson(data: unknown, indent?: number): void {
  printExact(`${jsonText(data, indent)}\n`);
}

/** Whether what is printed from now on reaches anybody, as far as is known yet. */
export function isRead(): boolean {
  return lost !== 'unread';
}

/** Settles when all that was printed has been taken, or nobody reads it. Throws a ResultError where it is lost otherwise. */
export async function printed(): Promise<void> {
  await printing;
  if (lost !== undefined && lost !== 'unread') throw new ResultError('Standard output could not be written', lost.error);
}

/** A sentence for people on standard error, without commands of a CI system. */
export function say(text: string): void {
  process.stderr.write(withoutLogCommands(text));
}

/** A pipe whose reader left, or a terminal that was closed; a disk that is broken gives EIO too. */
function isUnread(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EPIPE' || (code === 'EIO' && process.stdout.isTTY);
}
