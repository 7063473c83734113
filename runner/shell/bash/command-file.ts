import { closeSync, fstatSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';
import { writing } from '../../io/disk-error.ts';

/**
 * The private file from which a shell sources its commands, one after the other. Between two commands it
 * contains only a line feed.
 */
export class CommandFile {
  readonly path: string;
  #open: OpenFile | undefined;
  #clearing: NodeJS.Immediate | undefined;

  /** The first `write` makes the file. */
  constructor(path: string) {
    this.path = path;
  }

  /** Throws a DiskError if the file cannot be written. */
  write(text: string): void {
    clearImmediate(this.#clearing);
    writing(this.path, () => fill(this.#opened(), text));
  }

  /** Clears the file a moment later, so that no caller waits for it. */
  clear(): void {
    this.#clearing = setImmediate(() => this.#open && fill(this.#open, ''));
  }

  close(): void {
    clearImmediate(this.#clearing);
    if (this.#open) closeSync(this.#open.descriptor);
    this.#open = undefined;
  }

  /** Opens the file again if a command has removed or replaced it. */
  #opened(): OpenFile {
    const there = statSync(this.path, { throwIfNoEntry: false });
    if (this.#open && there?.ino === this.#open.inode) return this.#open;
    this.close();
    const descriptor = openSync(this.path, 'w', 0o600);
    this.#open = { descriptor, inode: fstatSync(descriptor).ino, length: 0 };
    return this.#open;
  }
}

interface OpenFile {
  readonly descriptor: number;
  readonly inode: number;
  /** Bytes in the file. */
  length: number;
}

/** Never truncates the file to 0 bytes: then ext4 would write it to the disk as soon as bash closes it. */
function fill(file: OpenFile, text: string): void {
  const bytes = Buffer.from(`${text}\n`);
  for (let at = 0; at < bytes.length; ) at += writeSync(file.descriptor, bytes, at, bytes.length - at, at);
  if (bytes.length < file.length) ftruncateSync(file.descriptor, bytes.length);
  file.length = bytes.length;
}
