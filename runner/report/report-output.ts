import { replaceFile } from '../replace-file.ts';
import { writeOut } from './standard-output.ts';

/** Where a report goes, piece by piece. */
export interface ReportOutput {
  /** For people: a file's path, or `standard output`. */
  readonly name: string;
  write(text: string): void;
  /** After the last piece. Rejects with the system's error where one of them could not be written. */
  end(): Promise<void>;
}

export function toStandardOutput(): ReportOutput {
  const pieces: Promise<unknown>[] = [];
  return {
    name: 'standard output',
    write(text) {
      // Kept as a value: an error that nobody waits for yet would end the program.
      pieces.push(writeOut(text).catch((error: unknown) => ({ error })));
    },
    async end() {
      const failed = (await Promise.all(pieces)).find((outcome) => outcome !== undefined);
      if (failed) throw (failed as { readonly error: unknown }).error;
    },
  };
}

/** The file is there when the report is whole, and as it was before until then. */
export function toFile(file: string): ReportOutput {
  const pieces: string[] = [];
  return {
    name: file,
    write: (text) => void pieces.push(text),
    end: async () => replaceFile(file, pieces.join('')),
  };
}
