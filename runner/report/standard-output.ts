import { fstatSync, writeFileSync } from 'node:fs';
import { ResultError } from '../disk-error.ts';
import { jsonText, withoutLogCommands } from './plain.ts';

/** What a program gets when nobody reads its output any more: a closed pipe, a closed terminal. */
const unread = new Set(['EPIPE', 'EIO']);

const losses: unknown[] = [];
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
    .catch((error: unknown) => void losses.push(error))
    .then(() => before);
}

/** Data as JSON on standard output, with a line feed. */
export function printJson(data: unknown, indent?: number): void {
  printExact(`${jsonText(data, indent)}\n`);
}

/** Settles when all that was printed has been taken, or nobody reads it. Throws a ResultError where it is lost otherwise. */
export async function printed(): Promise<void> {
  await printing;
  const loss = losses.find((error) => !(error instanceof Error && 'code' in error && unread.has(String(error.code))));
  if (loss !== undefined) throw new ResultError('Standard output could not be written', loss);
}

/** A sentence for people on standard error, without commands of a CI system. */
export function say(text: string): void {
  process.stderr.write(withoutLogCommands(text));
}
