import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processesMarked } from '../../runner/kernel/processes.ts';
import { clusterFolders } from '../../runner/local-cluster/folders.ts';
import { type ClusterAccess, down, list, status, up, whyNot } from '../../runner/local-cluster/index.ts';
import { markVariable } from '../../runner/local-cluster/node/node.ts';
import { curlImage } from '../../runner/local-cluster/versions.ts';
import { LiveTarget } from '../../runner/server/live-target.ts';
import { type MachineState, machineState } from '../support/clusters/machine-state.ts';

const run = promisify(execFile);
const name = 'probe-lifecycle';
const neighbour = 'probe-neighbour';
const startMs = 90_000;

let before: MachineState;
let access: ClusterAccess;

beforeAll(async () => {
  expect(await whyNot(name)).toBeUndefined();
  await down({ name });
  await down({ name: neighbour });
  before = machineState();
}, startMs);

afterAll(async () => {
  await down({ name });
  await down({ name: neighbour });
}, startMs);

test(
  'up: two calls at the same time start one cluster, and a third changes nothing',
  async () => {
    const [first, second] = await Promise.all([up({ name }), up({ name })]);
    expect([first.startedHere, second.startedHere].sort()).toEqual([false, true]);
    access = first;
    expect(await up({ name })).toMatchObject({ startedHere: false, kubernetes: '1.35.4', istio: '1.31.1' });
  },
  startMs,
);

test('up: the API answers on this machine and inside the node, with the same context', async () => {
  const outside = await run(join(access.binFolder, 'kubectl'), [
    '--kubeconfig',
    access.hostKubeconfig,
    '--context',
    name,
    'get',
    'ns',
    '-o',
    'name',
  ]);
  const inside = await inNode(
    'kubectl',
    '--kubeconfig',
    access.nodeKubeconfig,
    '--context',
    name,
    'get',
    'ns',
    '-o',
    'name',
  );
  expect(outside.stdout).toBe(inside);
  expect(inside.trim().split('\n')).toEqual(
    ['default', 'istio-system', 'kube-node-lease', 'kube-public', 'kube-system'].map(
      (ns) => `namespace/${ns}`,
    ),
  );
  expect(await kubectl('get', 'ns', 'default', '-o', 'jsonpath={.metadata.labels}')).toBe(
    '{"kubernetes.io/metadata.name":"default"}',
  );
  expect(readdirSync(access.binFolder).sort()).toEqual(['istioctl', 'kubectl']);
});

test(
  'up: a pod gets a sidecar and reaches the stand-ins, and no packet leaves the machine',
  async () => {
    await kubectlWith(
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [pod('meshed', 'true'), pod('plain', 'false')],
      }),
      'apply',
      '-f',
      '-',
    );
    await kubectl('wait', '--for=condition=Ready', 'pod/meshed', 'pod/plain', '--timeout=60s');
    expect(await kubectl('get', 'pod', 'meshed', '--no-headers')).toMatch(/^meshed +2\/2 +Running/);

    expect(JSON.parse(await inPod('meshed', 'curl', '-sS', 'http://httpbin.org/headers'))).toMatchObject({
      headers: { Host: 'httpbin.org' },
    });
    const wikipedia = await inPod('meshed', 'curl', '-sS', 'https://en.wikipedia.org/wiki/Main_Page');
    expect(wikipedia).toContain('<title>Wikipedia, the free encyclopedia</title>');
    expect(wikipedia).toContain('stand-in');

    // The test connects several times, because the kernel might send only the first refusals at once.
    for (let attempt = 0; attempt < 8; attempt++) {
      const refused = await inPod('plain', 'curl', '-sS', '--max-time', '1', 'http://203.0.113.7/').catch(
        (error: Error) => error.message,
      );
      expect(refused).toMatch(/curl: \(7\)/);
    }
    expect(await routesOut('node')).toEqual(['default via 172.31.255.2 dev outside']);
    expect(await routesOut('internet')).toEqual(['unreachable default']);
  },
  startMs,
);

test(
  'up: a second cluster, started again after a kill, ends with its second server',
  async () => {
    await killedWhileStarting(neighbour);
    expect((await status(neighbour)).state).toBe('broken');
    await serverKilled(neighbour);
    expect((await status(neighbour)).state).toBe('up');
    expect(await list()).toEqual(expect.arrayContaining([name, neighbour]));
    const next = new LiveTarget({
      choice: { kind: 'local' },
      name: neighbour,
      kubeconfig: undefined,
      pathBehind: [],
      onState: () => {},
      onLive: () => {},
    });
    await next.settled;
    expect(next.state.phase).toBe('live');
    await next.close();
    expect(await status(neighbour)).toMatchObject({ state: 'down', parts: [] });
    expect((await status(name)).state).toBe('up');
    expect(
      await inPod(
        'meshed',
        'curl',
        '-sS',
        '-o',
        '/dev/null',
        '-w',
        '%{http_code}',
        'http://httpbin.org/headers',
      ),
    ).toBe('200');
  },
  startMs,
);

test(
  'up: replaces a cluster whose processes were all killed',
  async () => {
    await killAllRecorded(name);
    expect((await status(name)).state).toBe('broken');
    expect(await up({ name })).toMatchObject({ startedHere: true });
    expect((await status(name)).state).toBe('up');
  },
  startMs,
);

test(
  'down: removes a cluster that crashed and leaves the machine as it was',
  async () => {
    await killAllRecorded(name);
    await down({ name });
    expect(processesMarked(markVariable, name)).toEqual([]);
    expect(existsSync(clusterFolders(name).state)).toBe(false);
    expect(existsSync(clusterFolders(name).sockets)).toBe(false);
    expect(machineState()).toEqual(before);
  },
  startMs,
);

async function killAllRecorded(cluster: string): Promise<void> {
  for (const { pid } of (await status(cluster)).parts.reverse()) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // The process ended together with another process that was killed before.
    }
  }
}

function killedWhileStarting(cluster: string): Promise<void> {
  const module = new URL('../../runner/local-cluster/index.ts', import.meta.url).href;
  const script = `import { up } from '${module}';
    await up({ name: '${cluster}', onProgress: (parts) => {
      const isUnpacking = parts.some(({ part, state }) => part === 'images' && state === 'running');
      if (isUnpacking) process.kill(process.pid, 'SIGKILL');
    } });`;
  return killedScript(script);
}

/** Starts the cluster like `serve` in a process that is killed when the cluster is live. */
function serverKilled(cluster: string): Promise<void> {
  const module = new URL('../../runner/server/live-target.ts', import.meta.url).href;
  const script = `import { LiveTarget } from '${module}';
    const target = new LiveTarget({
      choice: { kind: 'local' },
      name: '${cluster}',
      pathBehind: [],
      onState: () => {},
      onLive: () => {},
    });
    await target.settled;
    process.kill(process.pid, target.failure === undefined ? 'SIGKILL' : 'SIGTERM');`;
  return killedScript(script);
}

function killedScript(script: string): Promise<void> {
  return new Promise((resolve, reject) => {
    spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' })
      .on('error', reject)
      .on('close', (_status, signal) =>
        signal === 'SIGKILL' ? resolve() : reject(new Error('it was not killed')),
      );
  });
}

function pod(podName: string, inject: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: podName, labels: { 'sidecar.istio.io/inject': inject } },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: 'sleep',
          image: curlImage.replace('docker.io/', ''),
          command: ['/bin/sleep', 'infinity'],
          imagePullPolicy: 'IfNotPresent',
        },
      ],
    },
  };
}

async function inNode(program: string, ...args: string[]): Promise<string> {
  return (await run('nsenter', [`--net=${access.nodeNetns}`, join(access.binFolder, program), ...args]))
    .stdout;
}

function kubectl(...args: string[]): Promise<string> {
  return kubectlWith('', ...args);
}

async function kubectlWith(input: string, ...args: string[]): Promise<string> {
  const running = run(join(access.binFolder, 'kubectl'), ['--kubeconfig', access.hostKubeconfig, ...args]);
  running.child.stdin?.end(input);
  return (await running).stdout;
}

function inPod(podName: string, ...command: string[]): Promise<string> {
  return kubectl('exec', podName, '-c', 'sleep', '--', ...command);
}

async function routesOut(which: 'node' | 'internet'): Promise<string[]> {
  const { stdout } = await run('ip', ['-netns', `guiderail-${name}-${which}`, 'route']);
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.includes('default'));
}
