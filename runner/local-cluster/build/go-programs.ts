import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, sourcePath } from '../folders.ts';
import { istioVersion, kubernetesVersion } from '../versions.ts';
import { contentKey } from './content-key.ts';

/** Programs that are built from the same Go modules, those of one folder in `programs/`. */
interface ProgramSet {
  /** The Go package of each program. */
  packages: Record<string, string>;
  /**
   * Go variables for the version. Without them, a kubelet reports v0.0.0-master, and Istio injects
   * differently.
   */
  stamps: Record<string, string>;
}

const kubernetesStamps = (pkg: string): Record<string, string> => ({
  [`${pkg}.gitVersion`]: `v${kubernetesVersion}`,
  [`${pkg}.gitMajor`]: kubernetesVersion.split('.')[0]!,
  [`${pkg}.gitMinor`]: kubernetesVersion.split('.')[1]!,
  [`${pkg}.gitTreeState`]: 'clean',
});

/** The sets in the order of building. The first program of a set compiles the packages that others share. */
const programSets = {
  kubernetes: {
    packages: {
      kubelet: 'k8s.io/kubernetes/cmd/kubelet',
      'kube-proxy': 'k8s.io/kubernetes/cmd/kube-proxy',
      'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
      'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
      'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
      kubectl: 'k8s.io/kubernetes/cmd/kubectl',
    },
    stamps: {
      ...kubernetesStamps('k8s.io/component-base/version'),
      ...kubernetesStamps('k8s.io/client-go/pkg/version'),
    },
  },
  etcd: { packages: { etcd: 'go.etcd.io/etcd/server/v3' }, stamps: {} },
  istio: {
    packages: {
      'pilot-discovery': 'istio.io/istio/pilot/cmd/pilot-discovery',
      'pilot-agent': 'istio.io/istio/pilot/cmd/pilot-agent',
      istioctl: 'istio.io/istio/istioctl/cmd/istioctl',
    },
    stamps: {
      'istio.io/istio/pkg/version.buildVersion': istioVersion,
      'istio.io/istio/pkg/version.buildTag': istioVersion,
      'istio.io/istio/pkg/version.buildStatus': 'Clean',
    },
  },
  coredns: { packages: { coredns: '.' }, stamps: {} },
} satisfies Record<string, ProgramSet>;

export interface GoProgram {
  name: string;
  package: string;
  /** The folder with the set's go.mod, where the build runs. */
  moduleFolder: string;
  flags: string[];
  /** The path of the finished program. */
  path: string;
}

export function buildFlags(stamps: Record<string, string>): string[] {
  const stamped = Object.entries(stamps).map(([variable, value]) => `-X ${variable}=${value}`);
  return [
    '-mod=readonly',
    '-buildvcs=false',
    '-trimpath',
    '-pgo=off',
    '-ldflags',
    ['-s -w', ...stamped].join(' '),
  ];
}

/** Every program by name. The path of a program contains a key of its sources and its flags. */
export async function goPrograms(cache = cacheFolder()): Promise<Map<string, GoProgram>> {
  const programs = new Map<string, GoProgram>();
  for (const [set, { packages, stamps }] of Object.entries(programSets) as [string, ProgramSet][]) {
    const moduleFolder = sourcePath('programs', set);
    const flags = buildFlags(stamps);
    const key = contentKey({
      'go.mod': await readFile(join(moduleFolder, 'go.mod'), 'utf8'),
      'go.sum': await readFile(join(moduleFolder, 'go.sum'), 'utf8'),
      'main.go': Object.values(packages).includes('.')
        ? await readFile(join(moduleFolder, 'main.go'), 'utf8')
        : '',
      flags: flags.join('\n'),
    });
    for (const [name, pkg] of Object.entries(packages)) {
      programs.set(name, {
        name,
        package: pkg,
        moduleFolder,
        flags,
        path: join(cache, 'programs', `${set}-${key}`, name),
      });
    }
  }
  return programs;
}
