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
 * Writes a file whole or not at all: it writes a new file beside the old one and renames it, so that a full
 * disk or a killed program leaves the old one. It replaces the target of a symbolic link, and keeps mode and
 * owner. It writes directly to a pipe, a device, a file that is a mount point, and another user's file in a
 * folder like /tmp. Throws the system's error.
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

/** Throws the system's error if `replaceFile` could not make a file in the folder. Leaves nothing there. */
export function tryFolderOf(file: string): void {
  writeBeside(realFile(file), () => {});
}

/** The path of a file without symbolic links. The file need not exist; throws if its folder does not. */
export function realFile(file: string): string {
  const folder = realpathSync(dirname(file));
  const path = join(folder, basename(file));
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  if (!isLink) return path;
  // The target of a link need not exist.
  return statSync(path, { throwIfNoEntry: false })
    ? realpathSync(path)
    : realFile(resolve(folder, readlinkSync(path)));
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

/**
 * Renames the new file; writes to the old one if rename(2) refuses: a mount point, as in containers, or
 * another user's file in a folder like /tmp.
 */
function putInPlace(beside: string, target: string, text: string): void {
  try {
    renameSync(beside, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EBUSY' && code !== 'EPERM') throw error;
    writeFileSync(target, text);
  }
}

/** Keeps the owner if we may: only root may give a file away, and the text matters more. */
function takeOwner(descriptor: number, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}
