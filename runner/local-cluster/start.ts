/** Starts a cluster from its ingredients, each part as soon as what it needs is there. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bootId } from '../kernel/namespaces.ts';
import { isAlive } from '../kernel/process-stat.ts';
import { istioTimeoutMs, partTimeoutMs } from '../limits.ts';
import { Api } from './api/api.ts';
import { makePki } from './api/pki.ts';
import { writeAccess } from './api/write-access.ts';
import type { Ingredients } from './build/ingredients.ts';
import { ProcessError, partFailed } from './errors.ts';
import { clusterFolders } from './folders.ts';
import { UnpackedImages } from './images/unpacked-images.ts';
import { makeCgroups } from './node/cgroups.ts';
import { freePort } from './node/free-port.ts';
import { httpbinAddress, makeNetwork, wikipediaAddresses } from './node/network.ts';
import { Node } from './node/node.ts';
import { type ServiceName, services } from './node/services.ts';
import { watchProcesses } from './node/watch-processes.ts';
import type { Progress } from './progress.ts';
import { machineNames } from './record/cluster-name.ts';
import type { Keeper } from './record/record.ts';
import { type ClusterRecord, type RecordedProcess, writeRecord } from './record/record.ts';
import { snapshotterFor, writeSettings } from './settings.ts';
import { waitUntil } from './wait-until.ts';

export const startParts = [
  'network',
  'certificates',
  'images',
  'containerd',
  'API server',
  'stand-ins',
  'node',
  'DNS',
  'Istio',
];

/** The first failure stops everything else that is being started, and is what is thrown. */
export async function startCluster(
  name: string,
  ingredients: Ingredients,
  progress: Progress,
  { keeper, signal: stop }: { keeper: Keeper | undefined; signal: AbortSignal | undefined },
): Promise<void> {
  const folders = clusterFolders(name);
  const names = machineNames(name);
  const hostPort = await freePort();
  const snapshotter = await snapshotterFor(folders.state);
  const go = (program: string): string => ingredients.programs.get(program)!.path;
  const all = services(folders, { go, httpbin: ingredients.httpbin.folder }, hostPort);
  const node = new Node(name, folders, names);
  const api = new Api(folders.pki, hostPort);
  const record: ClusterRecord = {
    name,
    bootId: bootId(),
    recipe: ingredients.recipe,
    phase: 'starting',
    hostPort,
    processes: [],
    keeper,
  };

  const halt = new AbortController();
  const signal = stop ? AbortSignal.any([stop, halt.signal]) : halt.signal;
  const unwatch = watchProcesses(record.processes, ({ part }) => {
    halt.abort(partFailed(part, new ProcessError(part, 'it ended', node.logOf(part))));
  });

  try {
    await allOf(progress.run('network', makeNode), progress.run('certificates', writeFiles));
    await allOf(
      progress
        .run('images', unpackImages)
        .then(() => progress.run('containerd', () => answering(start('containerd')))),
      progress.run('API server', startControlPlane),
      progress.run('stand-ins', startStandIns),
    );
    await allOf(
      progress.run('node', startKubelet),
      progress.run('DNS', installDns),
      progress.run('Istio', installIstio),
    );
  } finally {
    unwatch();
  }
  await writeRecord({ ...record, phase: 'up' });

  async function makeNode(): Promise<void> {
    await mkdir(folders.sockets, { recursive: true, mode: 0o700 });
    makeCgroups(names.cgroup);
    await makeNetwork(names);
    await noted(node.start());
  }

  async function writeFiles(): Promise<void> {
    await makePki(folders.pki, ingredients.webCa);
    await writeSettings(folders, { cgroup: names.cgroup, snapshotter });
    await writeAccess(name, folders, hostPort, go);
  }

  async function unpackImages(note: (text: string) => void): Promise<void> {
    const unpacked = new UnpackedImages(ingredients.images, snapshotter);
    const folder = join(folders.state, 'containerd');
    if (await unpacked.linkTo(folder)) return;
    note('unpacking, usually 5 s, once');
    // Not noted: it is to end, so that its databases are whole when they are copied.
    const containerd = await answering(node.startService(all.containerd));
    const importing = ['--namespace', 'k8s.io', 'images', 'import', '--snapshotter', snapshotter];
    await Promise.all(ingredients.images.map(({ tar }) => ctr(...importing, tar)));
    process.kill(containerd.pid, 'SIGTERM');
    await waitUntil('the end of containerd', partTimeoutMs, () => !isAlive(containerd), signal);
    await unpacked.keep(folder);
  }

  async function answering(started: Promise<RecordedProcess>): Promise<RecordedProcess> {
    const containerd = await started;
    await node.answer(containerd, () => succeeds(ctr('version')), signal);
    return containerd;
  }

  async function startControlPlane(): Promise<void> {
    await Promise.all([start('etcd'), start('relayInside'), start('relayOutside')]);
    const apiserver = await start('apiserver');
    await node.answer(apiserver, () => api.isReady(), signal);
    await Promise.all([start('controllerManager'), start('scheduler'), start('kubeProxy')]);
  }

  async function startStandIns(): Promise<void> {
    const get = (url: string): Promise<boolean> =>
      succeeds(node.run('curl', ['--silent', '--fail', '--max-time', '2', '--insecure', url], { signal }));
    const [httpbin, wikipedia] = await Promise.all([start('httpbin'), start('wikipedia')]);
    await node.answer(httpbin, () => get(`http://${httpbinAddress}/headers`), signal);
    await node.answer(wikipedia, () => get(`https://${wikipediaAddresses.at(-1)}/wiki/Main_Page`), signal);
  }

  async function startKubelet(): Promise<void> {
    const kubelet = await start('kubelet');
    await node.answer(kubelet, () => api.nodeIsReady(), signal);
  }

  async function installDns(): Promise<void> {
    const manifest = join(folders.settings, 'coredns.yaml');
    await node.run(go('kubectl'), ['--kubeconfig', folders.nodeKubeconfig, 'apply', '--filename', manifest], {
      signal,
    });
    const question = ['nslookup', '-type=a', 'kubernetes.default.svc.cluster.local', '10.96.0.10'];
    await waitUntil(
      'an answer of DNS',
      partTimeoutMs,
      () => succeeds(node.run('busybox', question, { signal })),
      signal,
    );
  }

  async function installIstio(): Promise<void> {
    await node.run(
      go('istioctl'),
      [
        'install',
        '--skip-confirmation',
        '--kubeconfig',
        folders.nodeKubeconfig,
        '--filename',
        join(folders.settings, 'istio-operator.yaml'),
        '--readiness-timeout',
        `${istioTimeoutMs / 1000}s`,
      ],
      { signal },
    );
    await waitUntil("an answer of Istio's webhook", partTimeoutMs, () => api.injectsSidecars(), signal);
  }

  function ctr(...args: string[]): Promise<string> {
    return node.run('ctr', ['--address', folders.containerdSocket, ...args], { signal });
  }

  function start(service: ServiceName): Promise<RecordedProcess> {
    return noted(node.startService(all[service]));
  }

  async function noted(started: Promise<RecordedProcess>): Promise<RecordedProcess> {
    const process = await started;
    record.processes.push(process);
    await writeRecord(record);
    return process;
  }

  /** Waits for all, also after a failure: nothing may still be starting when the remains are removed. */
  async function allOf(...work: Promise<unknown>[]): Promise<void> {
    for (const each of work) each.catch((error: unknown) => halt.abort(error));
    await Promise.allSettled(work);
    signal.throwIfAborted();
  }
}

function succeeds(run: Promise<unknown>): Promise<boolean> {
  return run.then(
    () => true,
    () => false,
  );
}
