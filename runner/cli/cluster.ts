import { spawn } from 'node:child_process';
import { Command } from 'commander';
import { exitStatus, TargetError } from '../errors.ts';
import { print } from '../io/standard-output.ts';
import { type ClusterAccess, down, nameOption, status, up, whyNot } from '../local-cluster/index.ts';
import { consoleProgress } from '../report/progress.ts';
import { clusterNameOption } from './cluster-name.ts';

interface Options {
  readonly name: string;
}

/** `guiderail cluster up|down|status|shell|kubeconfig`. */
export function clusterCommand(): Command {
  const cluster = new Command('cluster').description(
    'the local cluster: a real Kubernetes with a real Istio on this machine',
  );
  const add = (verb: string, description: string, action: (options: Options) => Promise<void>) => {
    const command = new Command(verb).description(description).addOption(clusterNameOption());
    cluster.addCommand(command.action((options: Options) => action(options)));
  };
  add('up', 'build what is missing and start the cluster, unless it is up', bringUp);
  add('down', 'stop the cluster and remove everything that belongs to it', takeDown);
  add('status', 'print the state of the cluster and its parts', showStatus);
  const shell = new Command('shell').description(
    'open a shell inside the node’s network, or run one command there: `cluster shell -- kubectl get pods`',
  );
  cluster.addCommand(shell.argument('[command...]').addOption(clusterNameOption()).action(openShell));
  add('kubeconfig', 'print the path of a kubeconfig for use on this machine', printKubeconfig);
  return cluster;
}

async function bringUp({ name }: Options): Promise<void> {
  const why = (await status(name)).state === 'up' ? undefined : await whyNot(name);
  if (why !== undefined) throw new TargetError('no-local-cluster', why);
  const progress = consoleProgress(process.stderr);
  const startedMs = performance.now();
  const { kubernetes, istio, startedHere } = await up({
    name,
    keeping: 'until-down',
    onProgress: progress.show,
  }).finally(progress.end);
  const what = `Kubernetes ${kubernetes} with Istio ${istio}`;
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  print(
    startedHere
      ? `Cluster ${name} is up: ${what}, in ${seconds} s\n`
      : `Cluster ${name} was up already: ${what}\n`,
  );
}

async function takeDown({ name }: Options): Promise<void> {
  const progress = consoleProgress(process.stderr);
  await down({ name, onProgress: progress.show }).finally(progress.end);
  print(`Cluster ${name} is down\n`);
}

async function showStatus({ name }: Options): Promise<void> {
  const found = await status(name);
  print(`Cluster ${name} is ${found.state}\n`);
  for (const { part, pid, running } of found.parts) {
    print(`  ${running ? '✓' : '✕'} ${part}${pid === undefined ? '' : ` (process ${pid})`}\n`);
  }
  if (found.state === 'broken') process.exitCode = exitStatus.broken;
}

async function requireUp(name: string): Promise<ClusterAccess> {
  const { state, access } = await status(name);
  if (state === 'up' && access) return access;
  throw new TargetError(
    'cluster-not-up',
    `Cluster ${name} is ${state}. Start it with \`npx guiderail cluster up${nameOption(name)}\`.`,
  );
}

async function printKubeconfig({ name }: Options): Promise<void> {
  print(`${(await requireUp(name)).hostKubeconfig}\n`);
}

async function openShell(command: readonly string[], { name }: Options): Promise<void> {
  const access = await requireUp(name);
  const env = {
    ...process.env,
    KUBECONFIG: access.nodeKubeconfig,
    KUBECACHEDIR: access.kubeCache,
    PATH: `${access.binFolder}:${process.env['PATH']}`,
    PS1: `(${name}) \\w \\$ `,
  };
  const words = command.length > 0 ? command : ['bash', '--norc'];
  const shell = spawn('nsenter', [`--net=${access.nodeNetns}`, '--', ...words], { stdio: 'inherit', env });
  process.exitCode = await new Promise<number>((resolve) => shell.on('exit', (code) => resolve(code ?? 1)));
}
