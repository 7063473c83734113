import { runProgram } from '../run-program.ts';

/**
 * The Debian packages that the cluster needs: the container runtime, and tools to make networks and images.
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

/** The version of each of these packages that is installed. */
export async function installedVersions(): Promise<Map<string, string>> {
  const format = '${binary:Package}\t${db:Status-Status}\t${Version}\n';
  // dpkg-query ends with exit status 1 if it does not know a name, but still prints the other packages.
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
 * Installs packages without starting their services. Debian's maintainer scripts start only containerd, and
 * they use systemctl, which ignores `start` if `SYSTEMD_OFFLINE` is set (systemd, ENVIRONMENT.md).
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
