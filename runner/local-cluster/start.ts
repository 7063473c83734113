/** Starts a cluster from its ingredients, each part as soon as what it needs is there. */
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Api } from './api.ts';
import { machineNames } from './cluster-name.ts';
import { clusterFolders } from './folders.ts';
import { freePort } from './free-port.ts';
import type { Ingredients } from './ingredients.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { answerTimeoutMs, istioTimeoutMs } from './limits.ts';
import { makeCgroups } from './node/cgroups.ts';
import { makeNetwork, nodeAddress } from './node/network.ts';
import { Node } from './node/node.ts';
import { bootId } from './node/process-table.ts';
import { services, type ServiceName } from './node/services.ts';
import { makePki } from './pki.ts';
import type { Progress } from './progress.ts';
import { writeRecord, type ClusterRecord, type RecordedProcess } from './record.ts';
import { writeSettings } from './settings.ts';
import { waitUntil } from './wait-until.ts';

export const startParts = ['network', 'certificates', 'containerd', 'images', 'API server', 'node', 'stand-ins', 'DNS', 'Istio'];

export async function startCluster(name: string, ingredients: Ingredients, progress: Progress, signal?: AbortSignal): Promise<ClusterRecord> {
  const folders = clusterFolders(name);
  const names = machineNames(name);
  const hostPort = await freePort();
  const go = (program: string): string => ingredients.programs.get(program)!.path;
  const all = services(folders, { go, httpbin: ingredients.httpbin.folder }, hostPort);
  const record: ClusterRecord = { name, bootId: bootId(), recipe: ingredients.recipe, phase: 'starting', hostPort, processes: [] };
  const node = new Node(name, folders, names);
  const api = new Api(folders.pki, hostPort);

  async function noted(started: Promise<RecordedProcess>): Promise<RecordedProcess> {
    const process = await started;
    record.processes.push(process);
    await writeRecord(record);
    return process;
  }
  const start = (service: ServiceName): Promise<RecordedProcess> => noted(node.startService(all[service]));

  await mkdir(folders.sockets, { recursive: true, mode: 0o700 });
  const network = progress.run('network', async () => {
    makeCgroups(names.cgroup);
    await makeNetwork(names);
    await noted(node.start());
  });
  const certificates = progress.run('certificates', async () => {
    await makePki(folders.pki, ingredients.webCa);
    await writeSettings(name, folders, names.cgroup);
    await writeKubeconfigs();
    await linkPrograms();
  });
  await allOf(network, certificates);

  const images = progress.run('containerd', async () => {
    const containerd = await start('containerd');
    await node.answer(containerd, () => ctr('version').then(() => true, () => false), signal);
  }).then(() => progress.run('images', async () => {
    await Promise.all(ingredients.images.map(({ tar }) => ctr('--namespace', 'k8s.io', 'images', 'import', tar)));
  }));
  const apiServer = progress.run('API server', async () => {
    await allOf(start('etcd'), start('relayInside'), start('relayOutside'));
    const apiserver = await start('apiserver');
    await node.answer(apiserver, () => api.isReady(), signal);
    await allOf(start('controllerManager'), start('scheduler'), start('kubeProxy'));
  });
  const standIns = progress.run('stand-ins', startStandIns);
  await allOf(images, apiServer);

  const kubelet = progress.run('node', async () => {
    const process = await start('kubelet');
    await node.answer(process, () => api.nodeIsReady(), signal);
  });
  const dns = progress.run('DNS', async () => {
    await kubectl('apply', '--filename', join(folders.settings, 'coredns.yaml'));
    await waitUntil('an answer of DNS', answerTimeoutMs, dnsAnswers, signal);
  });
  const istio = progress.run('Istio', async () => {
    await node.run(go('istioctl'), [
      'install', '--skip-confirmation', '--kubeconfig', folders.nodeKubeconfig, '--filename', join(folders.settings, 'istio-operator.yaml'),
      '--readiness-timeout', `${istioTimeoutMs / 1000}s`,
    ], { signal });
    await waitUntil("an answer of Istio's webhook", answerTimeoutMs, () => api.injectsSidecars(), signal);
  });
  await allOf(kubelet, dns, istio, standIns);
  record.phase = 'up';
  await writeRecord(record);
  return record;

  function ctr(...args: string[]): Promise<string> {
    return node.run('ctr', ['--address', folders.containerdSocket, ...args], { signal });
  }

  function kubectl(...args: string[]): Promise<string> {
    return node.run(go('kubectl'), ['--kubeconfig', folders.nodeKubeconfig, ...args], { signal });
  }

  function dnsAnswers(): Promise<boolean> {
    const question = ['nslookup', '-type=a', 'kubernetes.default.svc.cluster.local', '10.96.0.10'];
    return node.run('busybox', question, { signal }).then((answer) => answer.includes('10.96.0.1'), () => false);
  }

  async function startStandIns(): Promise<void> {
    const [httpbin, wikipedia] = await Promise.all([start('httpbin'), start('wikipedia')]);
    const get = (url: string): Promise<boolean> =>
      node.run('curl', ['--silent', '--fail', '--max-time', '2', '--insecure', url]).then(() => true, () => false);
    await allOf(
      node.answer(httpbin!, () => get('http://198.51.100.80/headers'), signal),
      node.answer(wikipedia!, () => get('https://91.198.174.192/wiki/Main_Page'), signal),
    );
  }

  async function writeKubeconfigs(): Promise<void> {
    const inside = `https://${nodeAddress}:6443`;
    const holders = { 'kcm.kubeconfig': 'kcm', 'sched.kubeconfig': 'sched', 'proxy.kubeconfig': 'proxy', 'kubelet.kubeconfig': 'kubelet' };
    await Promise.all([
      ...Object.entries(holders).map(([file, user]) => writeKubeconfig(join(folders.pki, file), folders.pki, user, name, inside)),
      writeKubeconfig(folders.nodeKubeconfig, folders.pki, 'admin', name, inside),
      writeKubeconfig(folders.hostKubeconfig, folders.pki, 'admin', name, `https://127.0.0.1:${hostPort}`),
    ]);
  }

  async function linkPrograms(): Promise<void> {
    await mkdir(folders.bin, { recursive: true });
    await chmod(folders.state, 0o700);
    for (const program of ['kubectl', 'istioctl']) await symlink(go(program), join(folders.bin, program));
  }
}

/** Waits for all, also after one has failed: nothing may still be starting when the remains are removed. */
async function allOf(...work: Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
