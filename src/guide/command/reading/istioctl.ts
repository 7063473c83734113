import type { Argument } from './argument.ts';
import type { Options } from './known-options.ts';
import { readingSubcommand } from './subcommands.ts';

const everywhere: Options = {
  flags: '-h --help',
  valued:
    '-c -i -n --as --as-group --as-uid --context --istioNamespace --kubeclient-timeout --kubeconfig ' +
    '--namespace --vklog',
};

const proxy: Options = {
  flags: '--verbose --waypoint --with-headers',
  valued:
    '-f -o -p --address --cluster --direction --file --fqdn --name --node --output --port ' +
    '--proxy-admin-port --revision --service --status --subset --type ' +
    '--workload-namespace --address-type',
};

const proxyParts =
  'all a bootstrap b cluster clusters c cds ecds endpoint endpoints ep eds listener listeners l lds ' +
  'log o rootca-compare rc route routes r rds secret secrets s sds';

/** `proxy` does not include `--level`, `-r` and `--reset`, with which `log` changes log levels. */
function proxyCommands(parent: string): [string, Options][] {
  return proxyParts.split(' ').map((part) => [`${parent} ${part}`, proxy]);
}

const status: Options = {
  flags: '--insecure --plaintext',
  valued:
    '-f -o -r -v --authority --cert-dir --file --output --revision --timeout --verbosity --xds-address ' +
    '--xds-label --xds-port',
};
const described: Options = { flags: '--ignoreUnmeshed', valued: '-o -r --output --revision' };

const commands: Readonly<Record<string, Options>> = {
  ...Object.fromEntries([...proxyCommands('proxy-config'), ...proxyCommands('pc')]),
  'proxy-status': status,
  ps: status,
  analyze: {
    flags:
      '-A -L -R -k -v --all-namespaces --color --ignore-unknown --list-analyzers --recursive ' +
      '--use-kube --verbose',
    valued:
      '-m -o -r -S --analyzer --failure-threshold --meshConfigFile --output --output-threshold ' +
      '--remote-contexts --revision --suppress --timeout',
  },
  ...Object.fromEntries(
    ['describe', 'experimental describe', 'x describe'].flatMap((parent) =>
      ['pod', 'po', 'service', 'svc'].map((kind) => [`${parent} ${kind}`, described]),
    ),
  ),
  version: {
    flags: '-s --insecure --plaintext --remote --short',
    valued: '-o -r --authority --cert-dir --output --revision --timeout --xds-address --xds-label',
  },
};

export function istioctlReads(args: readonly Argument[]): boolean {
  return readingSubcommand(args, { everywhere, commands }) !== undefined;
}
