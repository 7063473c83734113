import { expect, test } from 'vitest';
import { buildFlags, goPrograms } from '../../runner/local-cluster/build/go-programs.ts';

test('buildFlags: stamps the version, builds reproducibly and changes no module file', () => {
  expect(buildFlags({ 'p.version': 'v1', 'p.state': 'clean' })).toEqual([
    '-mod=readonly',
    '-buildvcs=false',
    '-trimpath',
    '-pgo=off',
    '-ldflags',
    '-s -w -X p.version=v1 -X p.state=clean',
  ]);
});

test('goPrograms: puts each program into the folder of its set’s key', async () => {
  const paths = [...(await goPrograms('/cache'))].map(([name, { path }]) => [
    name,
    path.replace(/-[0-9a-f]{16}\//, '-KEY/'),
  ]);
  expect(Object.fromEntries(paths)).toEqual({
    kubelet: '/cache/programs/kubernetes-KEY/kubelet',
    'kube-proxy': '/cache/programs/kubernetes-KEY/kube-proxy',
    'kube-scheduler': '/cache/programs/kubernetes-KEY/kube-scheduler',
    'kube-apiserver': '/cache/programs/kubernetes-KEY/kube-apiserver',
    'kube-controller-manager': '/cache/programs/kubernetes-KEY/kube-controller-manager',
    kubectl: '/cache/programs/kubernetes-KEY/kubectl',
    etcd: '/cache/programs/etcd-KEY/etcd',
    'pilot-discovery': '/cache/programs/istio-KEY/pilot-discovery',
    'pilot-agent': '/cache/programs/istio-KEY/pilot-agent',
    istioctl: '/cache/programs/istio-KEY/istioctl',
    coredns: '/cache/programs/coredns-KEY/coredns',
  });
});
