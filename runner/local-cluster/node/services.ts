import { join } from 'node:path';
import type { ClusterFolders } from '../folders.ts';
import { sourcePath } from '../folders.ts';
import { httpbinAddress, nodeAddress, wikipediaAddresses } from './network.ts';

/** A process of a cluster. */
export interface Service {
  /** The name for people and for the log file. */
  part: string;
  /** The network namespace of the process. `machine`: that of the machine, outside of the node. */
  where: 'node' | 'internet' | 'machine';
  program: string;
  args: string[];
}

export interface ServicePrograms {
  /** The path of a built Go program. */
  go: (name: string) => string;
  /** The folder of the Python environment with httpbin and gunicorn. */
  httpbin: string;
}

export type ServiceName =
  | 'containerd'
  | 'etcd'
  | 'apiserver'
  | 'controllerManager'
  | 'scheduler'
  | 'kubelet'
  | 'kubeProxy'
  | 'relayInside'
  | 'relayOutside'
  | 'wikipedia'
  | 'httpbin';

/** The command line of every process of a cluster. */
export function services(
  folders: ClusterFolders,
  programs: ServicePrograms,
  hostPort: number,
): Record<ServiceName, Service> {
  const pki = (file: string): string => join(folders.pki, file);
  const setting = (file: string): string => join(folders.settings, file);
  const withKubeconfig = (file: string): string[] =>
    ['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'].map(
      (flag) => `--${flag}=${pki(file)}`,
    );
  const frontProxyCa = `--requestheader-client-ca-file=${pki('front-proxy-ca.crt')}`;

  return {
    containerd: {
      part: 'containerd',
      where: 'node',
      program: 'containerd',
      args: ['--config', setting('containerd.toml')],
    },
    etcd: {
      part: 'etcd',
      where: 'node',
      program: programs.go('etcd'),
      args: [
        `--data-dir=${join(folders.state, 'etcd')}`,
        '--unsafe-no-fsync', // The data is not needed after a crash.
        '--listen-client-urls=http://127.0.0.1:2379',
        '--advertise-client-urls=http://127.0.0.1:2379',
        '--listen-peer-urls=http://127.0.0.1:2380',
      ],
    },
    apiserver: {
      part: 'API server',
      where: 'node',
      program: programs.go('kube-apiserver'),
      args: [
        `--advertise-address=${nodeAddress}`,
        `--bind-address=${nodeAddress}`,
        '--secure-port=6443',
        '--etcd-servers=http://127.0.0.1:2379',
        '--service-cluster-ip-range=10.96.0.0/16',
        '--authorization-mode=Node,RBAC',
        '--enable-admission-plugins=NodeRestriction',
        `--client-ca-file=${pki('ca.crt')}`,
        `--tls-cert-file=${pki('apiserver.crt')}`,
        `--tls-private-key-file=${pki('apiserver.key')}`,
        `--kubelet-client-certificate=${pki('apiserver-kubelet-client.crt')}`,
        `--kubelet-client-key=${pki('apiserver-kubelet-client.key')}`,
        // No DNS server knows the node's name, so exec and logs would time out with it.
        '--kubelet-preferred-address-types=InternalIP',
        `--service-account-key-file=${pki('sa.pub')}`,
        `--service-account-signing-key-file=${pki('sa.key')}`,
        '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
        frontProxyCa,
        '--requestheader-allowed-names=front-proxy-client',
        '--requestheader-extra-headers-prefix=X-Remote-Extra-',
        '--requestheader-group-headers=X-Remote-Group',
        '--requestheader-username-headers=X-Remote-User',
        `--proxy-client-cert-file=${pki('front-proxy-client.crt')}`,
        `--proxy-client-key-file=${pki('front-proxy-client.key')}`,
        '--allow-privileged=true',
        '--endpoint-reconciler-type=lease',
      ],
    },
    controllerManager: {
      part: 'controller manager',
      where: 'node',
      program: programs.go('kube-controller-manager'),
      args: [
        ...withKubeconfig('kcm.kubeconfig'),
        '--bind-address=127.0.0.1',
        '--leader-elect=false',
        '--use-service-account-credentials=true',
        '--kube-api-qps=500',
        // The controllers start one by one, each with its own requests. At the default rate, it takes 4 s.
        '--kube-api-burst=1000',
        `--service-account-private-key-file=${pki('sa.key')}`,
        `--root-ca-file=${pki('ca.crt')}`,
        `--cluster-signing-cert-file=${pki('ca.crt')}`,
        `--cluster-signing-key-file=${pki('ca.key')}`,
        `--client-ca-file=${pki('ca.crt')}`,
        frontProxyCa,
      ],
    },
    scheduler: {
      part: 'scheduler',
      where: 'node',
      program: programs.go('kube-scheduler'),
      args: [...withKubeconfig('sched.kubeconfig'), '--bind-address=127.0.0.1', '--leader-elect=false'],
    },
    kubelet: {
      part: 'kubelet',
      where: 'node',
      program: programs.go('kubelet'),
      args: [
        `--config=${setting('kubelet.yaml')}`,
        `--kubeconfig=${pki('kubelet.kubeconfig')}`,
        '--hostname-override=node1',
        `--node-ip=${nodeAddress}`,
      ],
    },
    kubeProxy: {
      part: 'kube-proxy',
      where: 'node',
      program: programs.go('kube-proxy'),
      args: [`--config=${setting('kube-proxy.yaml')}`],
    },
    relayInside: {
      part: 'relay, inside',
      where: 'node',
      program: 'socat',
      args: [
        `UNIX-LISTEN:${folders.apiSocket},fork,mode=600,unlink-early`,
        `TCP:${nodeAddress}:6443,nodelay`,
      ],
    },
    relayOutside: {
      part: 'relay, outside',
      where: 'machine',
      program: 'socat',
      args: [
        `TCP-LISTEN:${hostPort},bind=127.0.0.1,fork,reuseaddr,nodelay`,
        `UNIX-CONNECT:${folders.apiSocket}`,
      ],
    },
    wikipedia: {
      part: 'stand-in for Wikipedia',
      where: 'internet',
      program: process.execPath,
      args: [sourcePath('stand-ins', 'wikipedia.ts'), pki('web.crt'), pki('web.key'), ...wikipediaAddresses],
    },
    httpbin: {
      part: 'stand-in for httpbin.org',
      where: 'internet',
      program: join(programs.httpbin, 'bin', 'python'),
      args: [
        '-m',
        'gunicorn',
        '--bind',
        `${httpbinAddress}:80`,
        '--threads',
        '8',
        '--worker-tmp-dir',
        '/tmp',
        '--no-control-socket',
        'httpbin:app',
      ],
    },
  };
}
