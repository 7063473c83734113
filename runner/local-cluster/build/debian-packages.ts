import { runProgram } from '../run-program.ts';

/**
 * Everything the cluster takes from Debian: the container runtime, and the tools that make network and
 * images.
 */
const debianPackages = [
  'containerd',
  'runc',
  'containernetworking-plugins',
  'iptables',
  'nftables',
  'catatonit',
  'busybox-static',
  'conntrack',
  'socat',
  'iproute2',
  'openssl',
  'curl',
  'ca-certificates',
  'procps',
  'util-linux',
  'mount',
  'tar',
  'kmod',
  'netbase',
];

/** Version of each installed package; a package that is not installed is not in the map. */
export async function installedVersions(): Promise<Map<string, string>> {
  const format = '${binary:Package}\t${db:Status-Status}\t${Version}\n';
  // dpkg-query exits with 1 when it does not know one of the names, and still prints the others.
  const listed = await runProgram('dpkg-query', ['--show', `--showformat=${format}`, ...debianPackages], {
    accept: [0, 1],
  });
  return parseInstalled(listed);
}

export function parseInstalled(listed: string): Map<string, string> {
  const versions = new Map<string, string>();
  for (const line of listed.split('\n')) {
    const [name = '', status, version = ''] = line.split('\t');
    if (status === 'installed') versions.set(name.replace(/:.*/, ''), version);
  }
  return versions;
}

export async function missingPackages(): Promise<string[]> {
  const installed = await installedVersions();
  return debianPackages.filter((name) => !installed.has(name));
}

/**
 * Installs packages without starting what they bring: Debian's maintainer scripts start containerd through
 * systemctl and nothing else, and systemctl ignores `start` under `SYSTEMD_OFFLINE` (systemd,
 * ENVIRONMENT.md).
 */
export async function installPackages(
  names: string[],
  note: (text: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', SYSTEMD_OFFLINE: '1' };
  note('apt-get update');
  await runProgram('apt-get', ['-qq', 'update'], { env, signal });
  note(`apt-get install ${names.join(' ')}`);
  await runProgram('apt-get', ['-qq', '-y', 'install', '--no-install-recommends', ...names], { env, signal });
}
