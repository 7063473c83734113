import { chmod, copyFile, cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runProgram } from '../run-program.ts';

/** Fills the folder that becomes the only layer of an image. All paths are paths in the image. */
export class RootFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  async file(path: string, text: string): Promise<void> {
    await writeFile(await this.#place(path), text);
  }

  async folder(path: string, mode = 0o755): Promise<void> {
    await mkdir(join(this.path, path), { recursive: true });
    await chmod(join(this.path, path), mode);
  }

  async copy(from: string, path = from): Promise<void> {
    await copyFile(from, await this.#place(path));
  }

  async copyFolder(from: string): Promise<void> {
    await cp(from, await this.#place(from), { recursive: true, dereference: true });
  }

  /** Copies a program and its shared libraries, to the paths where the loader finds them. */
  async program(from: string, path = from): Promise<void> {
    await this.copy(from, path);
    await chmod(join(this.path, path), 0o755);
    for (const library of sharedLibraries(await runProgram('ldd', [from]))) await this.copy(library);
  }

  async links(folder: string, target: string, names: string[]): Promise<void> {
    for (const name of names) await symlink(target, await this.#place(join(folder, name)));
  }

  /** Writes the machine's certificate authorities and those in `more`. */
  async certificateBundle(...more: string[]): Promise<void> {
    const bundle = '/etc/ssl/certs/ca-certificates.crt';
    await this.file(bundle, [await readFile(bundle, 'utf8'), ...more].join('\n'));
  }

  async users(...users: { name: string; uid: number; gid: number; home: string }[]): Promise<void> {
    const all = [{ name: 'root', uid: 0, gid: 0, home: '/root' }, ...users];
    await this.file(
      '/etc/passwd',
      all.map((u) => `${u.name}:x:${u.uid}:${u.gid}::${u.home}:/bin/sh\n`).join(''),
    );
    await this.file('/etc/group', all.map((u) => `${u.name}:x:${u.gid}:\n`).join(''));
  }

  async #place(path: string): Promise<string> {
    const place = join(this.path, path);
    await mkdir(dirname(place), { recursive: true });
    return place;
  }
}

/** The files that `ldd` lists. The kernel's vdso has no file. */
export function sharedLibraries(lddOutput: string): string[] {
  const paths = lddOutput.split('\n').map((line) => /(?:=> )?(\/\S+) \(0x/.exec(line)?.[1]);
  return paths.filter((path) => path !== undefined);
}
