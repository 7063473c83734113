import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { envoyPath, type PythonEnvironment } from '../build/python-environment.ts';
import { sourcePath } from '../folders.ts';
import { coreDnsVersion, curlImage, istioVersion } from '../versions.ts';
import type { ImageConfig } from './oci-layout.ts';
import type { RootFolder } from './root-folder.ts';

const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const istioUser = { name: 'istio-proxy', uid: 1337, gid: 1337, home: '/var/lib/istio' };

export interface ImageSources {
  /** The path of a built Go program. */
  program: (name: string) => string;
  envoy: PythonEnvironment;
  /** The certificate authority of the stand-ins (PEM), which the curl image trusts. */
  webCa: string;
}

/** The contents of one image. */
export interface ImageRecipe {
  part: string;
  name: string;
  config: ImageConfig;
  /** The Go programs in the image. The path of each contains a key of its sources. */
  programs: string[];
  fill: (root: RootFolder, sources: ImageSources) => Promise<void>;
}

/** The images that the cluster runs. All are made on this machine, without a registry. */
export const imageCatalogue: Record<'pause' | 'curl' | 'istiod' | 'sidecar' | 'coredns', ImageRecipe> = {
  pause: {
    part: 'pause image',
    name: 'localhost/pause:1',
    config: { Entrypoint: ['/catatonit', '-P'], User: '65535:65535' },
    programs: [],
    fill: (root) => root.copy('/usr/bin/catatonit', '/catatonit'),
  },
  curl: {
    part: 'curl image',
    name: curlImage,
    config: { Env: [path], User: '100:101' },
    programs: [],
    fill: fillCurl,
  },
  istiod: {
    part: 'istiod image',
    name: `localhost/istio/pilot:${istioVersion}`,
    config: { Entrypoint: ['/usr/local/bin/pilot-discovery'], Env: [path], User: '1337:1337' },
    programs: ['pilot-discovery'],
    fill: async (root, { program }) => {
      await root.copy(program('pilot-discovery'), '/usr/local/bin/pilot-discovery');
      await root.certificateBundle();
      await root.users(istioUser);
      await root.folder('/tmp', 0o1777);
    },
  },
  sidecar: {
    part: 'sidecar image',
    name: `localhost/istio/proxyv2:${istioVersion}`,
    config: { Entrypoint: ['/usr/local/bin/pilot-agent'], Env: [path], User: '1337:1337', WorkingDir: '/' },
    programs: ['pilot-agent'],
    fill: fillSidecar,
  },
  coredns: {
    part: 'CoreDNS image',
    name: `localhost/coredns:${coreDnsVersion}`,
    config: { Entrypoint: ['/coredns'] },
    programs: ['coredns'],
    fill: (root, { program }) => root.copy(program('coredns'), '/coredns'),
  },
};

async function fillCurl(root: RootFolder, { webCa }: ImageSources): Promise<void> {
  await root.program('/usr/bin/curl');
  const libraries = await libraryFolder();
  for (const name of ['libnss_dns.so.2', 'libnss_files.so.2', 'libresolv.so.2']) {
    // glibc looks up host names with these libraries.
    if (existsSync(join(libraries, name))) await root.copy(join(libraries, name));
  }
  await root.copy('/bin/busybox', '/bin/busybox');
  await root.links('/bin', 'busybox', ['sh', 'sleep', 'cat', 'ls', 'grep', 'sed', 'env', 'nslookup']);
  await root.certificateBundle(webCa);
  await root.users({ name: 'curl_user', uid: 100, gid: 101, home: '/home/curl_user' });
  await root.folder('/home/curl_user', 0o777);
  await root.file('/etc/nsswitch.conf', 'hosts: files dns\n');
  await root.folder('/tmp', 0o1777);
}

async function fillSidecar(root: RootFolder, { program, envoy }: ImageSources): Promise<void> {
  await root.program(await envoyPath(envoy), '/usr/local/bin/envoy');
  await root.copy(program('pilot-agent'), '/usr/local/bin/pilot-agent');
  const bootstrap = await readFile(sourcePath('images', 'envoy-bootstrap.json.tmpl'), 'utf8');
  await root.file('/var/lib/istio/envoy/envoy_bootstrap_tmpl.json', bootstrap);
  await root.program('/usr/sbin/xtables-nft-multi');
  await root.copyFolder(join(await libraryFolder(), 'xtables'));
  const tables = ['iptables', 'ip6tables'].flatMap((name) => [name, `${name}-nft`]);
  const names = tables.flatMap((name) => [name, `${name}-save`, `${name}-restore`]);
  await root.links('/usr/sbin', 'xtables-nft-multi', names);
  await root.copy('/etc/protocols');
  await root.certificateBundle();
  await root.users(istioUser);
  for (const folder of ['/etc/istio/proxy', '/var/lib/istio/data', '/var/run/secrets'])
    await root.folder(folder, 0o777);
  await root.folder('/tmp', 0o1777);
}

/** Debian's folder of shared libraries for this machine, such as `/usr/lib/x86_64-linux-gnu`. */
async function libraryFolder(): Promise<string> {
  const names = await readdir('/usr/lib');
  const name = names.find((each) => existsSync(`/usr/lib/${each}/xtables`));
  if (!name)
    throw new Error(
      'no folder /usr/lib/*/xtables: the package iptables is incomplete, reinstall it with apt-get',
    );
  return `/usr/lib/${name}`;
}
