import { statSync } from 'node:fs';
import { replaceFile } from '../io/replace-file.ts';
import { writeOut } from '../io/standard-output.ts';
import { writePipe } from '../io/write-pipe.ts';

/** Takes a report, piece by piece. */
export interface ReportOutput {
  /** The name in messages: the path of a file, or `standard output`. */
  readonly name: string;
  write(text: string): void;
  /**
   * Call it after the last piece. Rejects with the system's error if a piece could not be written. A pipe
   * waits for its reader until `stop`.
   */
  end(stop?: AbortSignal): Promise<void>;
}

export function toStandardOutput(): ReportOutput {
  const pieces: Promise<unknown>[] = [];
  return {
    name: 'standard output',
    write(text) {
      // Keep the error as a value: an unhandled rejection would end the program.
      pieces.push(writeOut(text).catch((error: unknown) => ({ error })));
    },
    async end() {
      const failed = (await Promise.all(pieces)).find((outcome) => outcome !== undefined);
      if (failed) throw (failed as { readonly error: unknown }).error;
    },
  };
}

/** Writes the file only when the report is complete. Until then an older file stays. */
export function toFile(file: string): ReportOutput {
  const pieces: string[] = [];
  return {
    name: file,
    write: (text) => void pieces.push(text),
    async end(stop) {
      const text = pieces.join('');
      if (statSync(file, { throwIfNoEntry: false })?.isFIFO()) await writePipe(file, text, stop);
      else replaceFile(file, text);
    },
  };
}
