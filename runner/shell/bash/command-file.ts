import { closeSync, fstatSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';
import { writing } from '../../io/disk-error.ts';

/**
 * The private file that a shell sources its commands from, one after the other. Once one is over, it holds a
 * line feed and no more.
 */
export class CommandFile {
  readonly path: string;
  #open: OpenFile | undefined;
  #clearing: NodeJS.Immediate | undefined;

  /** It is made at the first command. */
  constructor(path: string) {
    this.path = path;
  }

  /** Throws where it cannot be written. */
  write(text: string): void {
    clearImmediate(this.#clearing);
    writing(this.path, () => fill(this.#opened(), text));
  }

  /** Nobody waits for it. */
  clear(): void {
    this.#clearing = setImmediate(() => this.#open && fill(this.#open, ''));
  }

  close(): void {
    clearImmediate(this.#clearing);
    if (this.#open) closeSync(this.#open.descriptor);
    this.#open = undefined;
  }

  /** A command may have removed the file, or put another one in its place. */
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
  /** Bytes in it, at most. */
  length: number;
}

/** Never cuts the file down to nothing: ext4 would write it to the disk as soon as bash closes it. */
function fill(file: OpenFile, text: string): void {
  const bytes = Buffer.from(`${text}\n`);
  for (let at = 0; at < bytes.length; ) at += writeSync(file.descriptor, bytes, at, bytes.length - at, at);
  if (bytes.length < file.length) ftruncateSync(file.descriptor, bytes.length);
  file.length = bytes.length;
}
