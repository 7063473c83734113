import { fstatSync, writeFileSync } from 'node:fs';
import { ResultError } from './disk-error.ts';
import { jsonText, withoutLogCommands } from './plain-text.ts';

/** Why printed text was lost. `unread`: the reader has left. */
let lost: 'unread' | { readonly error: unknown } | undefined;
let printing: Promise<void> = Promise.resolve();

/**
 * Keeps the program alive if the reader of its output leaves, the terminal is closed or the disk is full. The
 * program loses that text. Call this function before the program writes anything. `writeOut` tells its caller
 * about a lost text.
 */
export function outliveOutputs(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** Writes to standard output. Resolves when the whole text is written; rejects with the system's error. */
export async function writeOut(text: string): Promise<void> {
  // If only a part fits on the disk, Node's stream reports success.
  if (fstatSync(process.stdout.fd).isFile()) return writeFileSync(process.stdout.fd, text);
  return new Promise((resolve, reject) =>
    process.stdout.write(text, (error) => (error ? reject(error) : resolve())),
  );
}

/** Prints text for people on standard output, without CI commands. `printed` reports errors. */
export function print(text: string): void {
  printExact(withoutLogCommands(text));
}

/** Prints text for programs, unchanged. */
export function printExact(text: string): void {
  const before = printing;
  printing = writeOut(text)
    .catch((error: unknown) => {
      lost ??= isUnread(error) ? 'unread' : { error };
    })
    .then(() => before);
}

/** Prints data as JSON and a line feed. */
export function printJson(data: unknown, indent?: number): void {
  printExact(`${jsonText(data, indent)}\n`);
}

/** Whether standard output still has a reader, as far as we know. */
export function isRead(): boolean {
  return lost !== 'unread';
}

/**
 * Waits until all printed text is written. Throws a ResultError if some is lost, but not if the reader has
 * left.
 */
export async function printed(): Promise<void> {
  await printing;
  if (lost !== undefined && lost !== 'unread')
    throw new ResultError('Standard output could not be written', lost.error);
}

/** Writes a sentence for people to standard error, without CI commands. */
export function say(text: string): void {
  process.stderr.write(withoutLogCommands(text));
}

/**
 * Whether the reader of a pipe left (EPIPE) or the terminal was closed (EIO). A broken disk gives EIO too.
 */
function isUnread(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EPIPE' || (code === 'EIO' && process.stdout.isTTY);
}
