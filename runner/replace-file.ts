import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Writes a file whole or not at all: beside it first, then in its place, so that a full disk or a killed program leaves the old one. Of a symbolic link
 * the file that it leads to is replaced; mode and owner stay. A pipe, a device and a file that is mounted by itself take the text as it is. Throws the
 * system's error.
 */
export function replaceFile(file: string, text: string): void {
  const before = statSync(file, { throwIfNoEntry: false });
  if (before && !before.isFile()) {
    writeFileSync(file, text);
    return;
  }
  const target = realFile(file);
  writeBeside(target, (beside, descriptor) => {
    if (before) {
      takeOwner(descriptor, before);
      fchmodSync(descriptor, before.mode & 0o7777);
    }
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
    putInPlace(beside, target, text);
  });
}

/** Throws the system's error where `replaceFile` would not get a file into the folder. Leaves nothing there. */
export function tryFolderOf(file: string): void {
  writeBeside(realFile(file), () => {});
}

/** The path of the file that is meant, which need not be there yet, without symbolic links. Throws where its folder is not there. */
export function realFile(file: string): string {
  const folder = realpathSync(dirname(file));
  const path = join(folder, basename(file));
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  if (!isLink) return path;
  // A link may lead to what is not there yet.
  return statSync(path, { throwIfNoEntry: false }) ? realpathSync(path) : realFile(resolve(folder, readlinkSync(path)));
}

function writeBeside(target: string, write: (beside: string, descriptor: number) => void): void {
  const beside = `${target}.${randomBytes(6).toString('hex')}.new`;
  const descriptor = openSync(beside, 'wx');
  try {
    write(beside, descriptor);
  } finally {
    closeSync(descriptor);
    rmSync(beside, { force: true });
  }
}

/** Nothing can be put in the place of a mount, as containers have them for single files. */
function putInPlace(beside: string, target: string, text: string): void {
  try {
    renameSync(beside, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
    writeFileSync(target, text);
  }
}

/** Only root may give a file away; whose it is matters less than that it is written. */
function takeOwner(descriptor: number, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}
