import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { statusBytes, statusLine } from '../../kernel/status-line.ts';
import { coldDiskBytes, warmDiskBytes } from '../../limits.ts';
import { missingPackages } from '../build/debian-packages.ts';
import { cacheFolder, sourcePath } from '../folders.ts';
import { isWarm, missingPrograms, missingPythons } from '../ingredients.ts';
import { runProgram } from '../run-program.ts';
import { isOlder } from './is-older.ts';

/** The facts that decide whether this machine can have a local cluster. */
export interface MachineFacts {
  /** The name of the wanted cluster. */
  name: string;
  platform: string;
  isRoot: boolean;
  /** Whether root has the capabilities for namespaces (capabilities(7)). In a container it often has not. */
  mayMakeNamespaces: boolean;
  missingPackages: string[] | 'no dpkg';
  hasAptGet: boolean;
  /** Versions of Go such as `1.26.8`; `not needed`: every program is built already. */
  go: { needed: string; found: string | undefined } | 'not needed';
  python: 'not needed' | 'there' | 'missing' | 'without venv';
  freeDiskBytes: number;
  neededDiskBytes: number;
  freeMemoryBytes: number;
  /** The folder of the cache. */
  cache: string;
}

/** Reads the facts from the machine. Changes nothing. */
export async function machineFacts(name: string): Promise<MachineFacts> {
  const cache = cacheFolder();
  const packages = await missingPackages().catch(() => 'no dpkg' as const);
  const warm = packages !== 'no dpkg' && packages.length === 0 && (await isWarm());
  const programs = await missingPrograms();
  let existing = cache;
  while (!existsSync(existing)) existing = dirname(existing);
  const disk = await statfs(existing);
  return {
    name,
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    mayMakeNamespaces: hasCapabilities(statusLine('/proc/self/status', 'CapEff')),
    missingPackages: packages,
    hasAptGet: existsSync('/usr/bin/apt-get'),
    go: programs.length > 0 ? { needed: await neededGo(), found: await foundGo() } : 'not needed',
    python: (await missingPythons()).length > 0 ? await foundPython() : 'not needed',
    freeDiskBytes: disk.bavail * disk.bsize,
    neededDiskBytes: warm || programs.length === 0 ? warmDiskBytes : coldDiskBytes,
    freeMemoryBytes: statusBytes('/proc/meminfo', 'MemAvailable') || 0,
    cache,
  };
}

/** Whether a mask of capabilities (CapEff in proc(5)) has CAP_NET_ADMIN (12) and CAP_SYS_ADMIN (21). */
export function hasCapabilities(mask = '0'): boolean {
  const effective = BigInt(`0x${mask}`);
  const needed = (1n << 12n) | (1n << 21n);
  return (effective & needed) === needed;
}

/** The newest version that a `go` line of our go.mod files names. */
async function neededGo(): Promise<string> {
  const sets = ['kubernetes', 'etcd', 'istio', 'coredns'].map((set) =>
    readFile(sourcePath('programs', set, 'go.mod'), 'utf8'),
  );
  const versions = (await Promise.all(sets)).map((text) => /^go (\S+)$/m.exec(text)?.[1] ?? '1.0');
  return versions.reduce((newest, version) => (isOlder(newest, version) ? version : newest));
}

async function foundGo(): Promise<string | undefined> {
  const text = await runProgram('go', ['env', 'GOVERSION'], {
    env: { ...process.env, GOTOOLCHAIN: 'local' },
  }).catch(() => '');
  return /go([\d.]+)/.exec(text)?.[1];
}

async function foundPython(): Promise<MachineFacts['python']> {
  if (
    !(await runProgram('python3', ['--version']).then(
      () => true,
      () => false,
    ))
  )
    return 'missing';
  return runProgram('python3', ['-c', 'import venv, ensurepip']).then(
    () => 'there' as const,
    () => 'without venv' as const,
  );
}
