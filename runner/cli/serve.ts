import { Command, Option } from 'commander';
import type { TargetState } from '../../src/guide/protocol.ts';
import { loadGuides, requireSound } from '../check/load-guides.ts';
import { chosenTarget, parseTarget, targetHelp } from '../cluster/open-target.ts';
import { CallError } from '../errors.ts';
import { programFolder } from '../local-cluster/index.ts';
import { consoleProgress } from '../report/progress.ts';
import { type LoopbackHost, loopbackHosts } from '../server/guard/loopback.ts';
import { type RunningServer, startServer } from '../server/server.ts';
import { followGuides } from '../server/site/follow-guides.ts';
import { buildSite, siteFolder } from '../server/site/site.ts';
import { clusterNameOption } from './cluster-name.ts';
import { stopSignal } from './stop-signal.ts';

interface Options {
  readonly port: string;
  readonly host: string;
  readonly target?: string;
  readonly kubeconfig?: string;
  readonly name: string;
}

const defaultPort = 7373;

export function serveCommand(): Command {
  return new Command('serve')
    .description('serve the pages with Run buttons')
    .addOption(new Option('--port <n>', 'port on loopback; 0 for any free one').default(String(defaultPort)))
    .addOption(
      new Option(
        '--host <name>',
        'name of loopback in the printed address: 127.0.0.1, localhost or ::1',
      ).default('127.0.0.1'),
    )
    .option('--target <target>', targetHelp)
    .option('--kubeconfig <file>', 'the kubeconfig in which context=NAME is looked up')
    .addOption(clusterNameOption())
    .action(serve);
}

/**
 * Serves until a signal comes. If everything is built already (warm), the ready line waits for the cluster.
 * Otherwise the pages are served first, because building the cluster takes long.
 */
async function serve({ port, host, target, kubeconfig, name }: Options): Promise<void> {
  const hostName = readHost(host);
  const portNumber = readPort(port);
  const choice = parseTarget(target);
  const guides = requireSound(loadGuides([]), 'nothing is served.');
  let drain = async () => {};
  const stop = stopSignal(
    () => say('\nStopping\n'),
    async () => drain(),
  );
  const stopped = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()));
  const chosen = choice.kind === 'recorded' ? undefined : chosenTarget(choice);
  const warm = chosen === undefined || (await chosen.isBuilt());
  const progress = consoleProgress(process.stderr);
  let onState: (state: TargetState) => void = () => {};
  if (!warm) await buildSite(say);
  const server = await startServer({
    guides,
    site: siteFolder,
    port: portNumber,
    host: hostName,
    choice,
    name,
    kubeconfig,
    pathBehind: await programFolder(),
    onState: (state) => {
      if (state.phase === 'preparing') progress.show(state.parts);
      else onState(state);
    },
  });
  drain = async () => {
    say('\nStopping: running steps may end first. Ctrl-C stops them.\n');
    await server.runs.drain();
  };
  try {
    if (warm) await buildSite(say);
    await Promise.race([warm ? server.target.settled : server.target.decided, stopped]);
    progress.end();
    if (chosen?.isShared && server.target.failure !== undefined) throw server.target.failure;
    sayState(server.target.state, warm);
    if (!stop.aborted) process.stdout.write(`Guiderail is ready: ${server.url}\n`);
    void followGuides(server, { say, signal: stop });
    onState = (state) => {
      progress.end();
      sayState(state, true);
    };
    await stopped;
    if (chosen?.isShared) warnIfTouched(server);
  } finally {
    await server.close();
    const stillUp = await chosen?.afterClose(name);
    if (stillUp !== undefined) say(`${stillUp}\n`);
  }
}

function warnIfTouched({ runs }: RunningServer): void {
  for (const { title } of runs.touched)
    say(`"${title}" was not cleaned up: what its steps made is still in the cluster.\n`);
}

function say(text: string): void {
  process.stderr.write(text);
}

function sayState(state: TargetState, warm: boolean): void {
  switch (state.phase) {
    case 'live':
      say(
        `${state.name} is live: Kubernetes ${state.versions.kubernetes}` +
          `${state.versions.istio ? ` with Istio ${state.versions.istio}` : ''}\n`,
      );
      break;
    case 'preparing':
      if (!warm)
        say(
          'The cluster is built from source first (about 20 min, once). Until then the pages show ' +
            'recordings; then they switch to the cluster by themselves.\n',
        );
      break;
    case 'recorded':
    case 'broken':
      say(`The pages show recordings. ${state.why}\n`);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new CallError('bad-option', `--port ${text}: write a number from 0 to 65535.`);
}

/**
 * Accepts only names of loopback. A server on another interface would run commands for everyone on the
 * network.
 */
function readHost(text: string): LoopbackHost {
  const host = loopbackHosts.find((each) => each.replace(/[[\]]/g, '') === text);
  if (host) return host;
  throw new CallError(
    'bad-option',
    `--host ${text}: the runner is for this machine alone; write 127.0.0.1, localhost or ::1.`,
  );
}
