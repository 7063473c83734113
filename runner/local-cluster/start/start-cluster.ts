import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bootId } from '../../kernel/namespaces.ts';
import { isAlive } from '../../kernel/process-stat.ts';
import { partTimeoutMs } from '../../limits.ts';
import { Api } from '../api/api.ts';
import { writeAccess } from '../api/write-access.ts';
import { ProcessError, partFailed } from '../errors.ts';
import { type ClusterFolders, clusterFolders } from '../folders.ts';
import { UnpackedImages } from '../images/unpacked-images.ts';
import type { Ingredients } from '../ingredients.ts';
import { makeCgroups } from '../node/cgroups.ts';
import { freePort } from '../node/free-port.ts';
import { httpbinAddress, makeNetwork, wikipediaAddresses } from '../node/network.ts';
import { Node } from '../node/node.ts';
import { type Service, type ServiceName, services } from '../node/services.ts';
import { watchProcesses } from '../node/watch-processes.ts';
import { makePki } from '../pki/pki.ts';
import type { Progress } from '../progress.ts';
import { type MachineNames, machineNames } from '../record/cluster-name.ts';
import { type ClusterRecord, type Keeper, type RecordedProcess, writeRecord } from '../record/record.ts';
import { waitUntil } from '../wait-until.ts';
import { type AddOns, installDns, installIstio } from './install-add-ons.ts';
import { succeeds } from './succeeds.ts';
import { snapshotterFor, writeSettings } from './write-settings.ts';

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

interface StartOptions {
  readonly ingredients: Ingredients;
  readonly progress: Progress;
  readonly keeper: Keeper | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Starts a cluster. The first failure stops all other parts and is thrown. */
export async function startCluster(name: string, options: StartOptions): Promise<void> {
  const hostPort = await freePort();
  const snapshotter = await snapshotterFor(clusterFolders(name).state);
  await new ClusterStart(name, { ...options, hostPort, snapshotter }).run();
}

/** One start of a cluster. Each part starts as soon as the parts that it needs are ready. */
class ClusterStart {
  readonly #name: string;
  readonly #ingredients: Ingredients;
  readonly #progress: Progress;
  readonly #hostPort: number;
  readonly #snapshotter: 'overlayfs' | 'native';
  readonly #folders: ClusterFolders;
  readonly #names: MachineNames;
  readonly #services: Readonly<Record<ServiceName, Service>>;
  readonly #node: Node;
  readonly #api: Api;
  readonly #record: ClusterRecord;
  /** Aborted by the first failure, with its error. */
  readonly #halt = new AbortController();
  readonly #signal: AbortSignal;

  constructor(
    name: string,
    {
      ingredients,
      progress,
      keeper,
      signal,
      hostPort,
      snapshotter,
    }: StartOptions & { readonly hostPort: number; readonly snapshotter: 'overlayfs' | 'native' },
  ) {
    this.#name = name;
    this.#ingredients = ingredients;
    this.#progress = progress;
    this.#hostPort = hostPort;
    this.#snapshotter = snapshotter;
    this.#folders = clusterFolders(name);
    this.#names = machineNames(name);
    const programs = {
      go: (program: string) => this.#program(program),
      httpbin: ingredients.httpbin.folder,
    };
    this.#services = services(this.#folders, programs, hostPort);
    this.#node = new Node(name, this.#folders, this.#names);
    this.#api = new Api(this.#folders.pki, hostPort);
    this.#record = {
      name,
      bootId: bootId(),
      recipe: ingredients.recipe,
      phase: 'starting',
      hostPort,
      processes: [],
      keeper,
    };
    this.#signal = signal ? AbortSignal.any([signal, this.#halt.signal]) : this.#halt.signal;
  }

  async run(): Promise<void> {
    const progress = this.#progress;
    const unwatch = watchProcesses(this.#record.processes, ({ part }) => {
      this.#halt.abort(partFailed(part, new ProcessError(part, 'it ended', this.#node.logOf(part))));
    });
    try {
      await this.#allOf(
        progress.run('network', () => this.#makeNode()),
        progress.run('certificates', () => this.#writeFiles()),
      );
      await this.#allOf(
        progress
          .run('images', (note) => this.#unpackImages(note))
          .then(() => progress.run('containerd', () => this.#answering(this.#start('containerd')))),
        progress.run('API server', () => this.#startControlPlane()),
        progress.run('stand-ins', () => this.#startStandIns()),
      );
      await this.#allOf(
        progress.run('node', () => this.#startKubelet()),
        progress.run('DNS', () => installDns(this.#addOns())),
        progress.run('Istio', () => installIstio(this.#addOns())),
      );
    } finally {
      unwatch();
    }
    await writeRecord({ ...this.#record, phase: 'up' });
  }

  async #makeNode(): Promise<void> {
    await mkdir(this.#folders.sockets, { recursive: true, mode: 0o700 });
    makeCgroups(this.#names.cgroup);
    await makeNetwork(this.#names);
    await this.#recorded(this.#node.start());
  }

  async #writeFiles(): Promise<void> {
    await makePki(this.#folders.pki, this.#ingredients.webCa);
    await writeSettings(this.#folders, { cgroup: this.#names.cgroup, snapshotter: this.#snapshotter });
    await writeAccess(this.#name, {
      folders: this.#folders,
      hostPort: this.#hostPort,
      program: (program) => this.#program(program),
    });
  }

  async #unpackImages(note: (text: string) => void): Promise<void> {
    const { images } = this.#ingredients;
    const unpacked = new UnpackedImages(images, this.#snapshotter);
    const folder = join(this.#folders.state, 'containerd');
    if (await unpacked.linkTo(folder)) return;
    note('unpacking, usually 5 s, once');
    // We do not record this containerd: it has to end, so that its databases are complete when we copy them.
    const containerd = await this.#answering(this.#node.startService(this.#services.containerd));
    const importing = ['--namespace', 'k8s.io', 'images', 'import', '--snapshotter', this.#snapshotter];
    await Promise.all(images.map(({ tar }) => this.#ctr(...importing, tar)));
    process.kill(containerd.pid, 'SIGTERM');
    await waitUntil('the end of containerd', partTimeoutMs, () => !isAlive(containerd), this.#signal);
    await unpacked.keep(folder);
  }

  /** Waits until containerd answers. */
  async #answering(started: Promise<RecordedProcess>): Promise<RecordedProcess> {
    const containerd = await started;
    await this.#node.answer(containerd, () => succeeds(this.#ctr('version')), this.#signal);
    return containerd;
  }

  async #startControlPlane(): Promise<void> {
    await Promise.all([this.#start('etcd'), this.#start('relayInside'), this.#start('relayOutside')]);
    const apiserver = await this.#start('apiserver');
    await this.#node.answer(apiserver, () => this.#api.isReady(), this.#signal);
    await Promise.all([this.#start('controllerManager'), this.#start('scheduler'), this.#start('kubeProxy')]);
  }

  async #startStandIns(): Promise<void> {
    const signal = this.#signal;
    const options = ['--silent', '--fail', '--max-time', '2', '--insecure'];
    const get = (url: string) => succeeds(this.#node.run('curl', [...options, url], { signal }));
    const [httpbin, wikipedia] = await Promise.all([this.#start('httpbin'), this.#start('wikipedia')]);
    await this.#node.answer(httpbin, () => get(`http://${httpbinAddress}/headers`), signal);
    const page = `https://${wikipediaAddresses.at(-1)}/wiki/Main_Page`;
    await this.#node.answer(wikipedia, () => get(page), signal);
  }

  async #startKubelet(): Promise<void> {
    const kubelet = await this.#start('kubelet');
    await this.#node.answer(kubelet, () => this.#api.nodeIsReady(), this.#signal);
  }

  #addOns(): AddOns {
    return {
      node: this.#node,
      api: this.#api,
      folders: this.#folders,
      program: (name) => this.#program(name),
      signal: this.#signal,
    };
  }

  /** The path of a built Go program. */
  #program(name: string): string {
    return this.#ingredients.programs.get(name)!.path;
  }

  #ctr(...args: string[]): Promise<string> {
    const address = ['--address', this.#folders.containerdSocket];
    return this.#node.run('ctr', [...address, ...args], { signal: this.#signal });
  }

  #start(service: ServiceName): Promise<RecordedProcess> {
    return this.#recorded(this.#node.startService(this.#services[service]));
  }

  async #recorded(started: Promise<RecordedProcess>): Promise<RecordedProcess> {
    const process = await started;
    this.#record.processes.push(process);
    await writeRecord(this.#record);
    return process;
  }

  /** Waits for all parts, also after a failure: nothing may still start while the cluster is removed. */
  async #allOf(...work: Promise<unknown>[]): Promise<void> {
    for (const each of work) each.catch((error: unknown) => this.#halt.abort(error));
    await Promise.allSettled(work);
    this.#signal.throwIfAborted();
  }
}
