import type { Argument } from './argument.ts';
import type { Options } from './known-options.ts';
import { readingSubcommand } from './subcommands.ts';

const everywhere: Options = {
  flags:
    '-h --help --disable-compression --insecure-skip-tls-verify --match-server-version --warnings-as-errors',
  valued:
    '-n -s -v --as --as-group --as-uid --certificate-authority --client-certificate --client-key ' +
    '--cluster --context --kubeconfig --namespace --password ' +
    '--request-timeout --server --tls-server-name --token --user --username --v --vmodule',
};

const selects = '-l --selector --field-selector';
const files = '-f --filename -k --kustomize';
const prints = '-o --output --template';

const none: Options = { flags: '', valued: '' };
const printed: Options = { flags: '--show-managed-fields', valued: prints };
const node: Options = {
  flags: '--no-headers --show-capacity --show-swap --use-protocol-buffers',
  valued: `${selects} --sort-by`,
};

const commands: Readonly<Record<string, Options>> = {
  'api-resources': {
    flags: '--cached --namespaced --no-headers --show-managed-fields',
    valued: `${prints} --api-group --categories --sort-by --verbs`,
  },
  'api-versions': none,
  'auth can-i': { flags: '-A -q --all-namespaces --list --no-headers --quiet', valued: '--subresource' },
  'auth whoami': printed,
  'cluster-info': none,
  'config current-context': none,
  'config get-clusters': none,
  'config get-contexts': { flags: '--no-headers', valued: '-o --output' },
  'config get-users': none,
  'config view': { flags: '--flatten --merge --minify --raw --show-managed-fields', valued: prints },
  describe: {
    flags: '-A -R --all-namespaces --recursive --show-events',
    valued: `${selects} ${files} --chunk-size`,
  },
  diff: {
    flags: '-R --force-conflicts --prune --recursive --server-side --show-managed-fields',
    valued: `-l --selector ${files} --concurrency --field-manager --prune-allowlist`,
  },
  events: {
    flags: '-A -w --all-namespaces --no-headers --show-managed-fields --watch',
    valued: `${prints} --chunk-size --for --types`,
  },
  exec: {
    flags: '-i -q -t --quiet --stdin --tty',
    valued: '-c -f --container --filename --pod-running-timeout',
  },
  explain: { flags: '-R --recursive', valued: '-o --api-version --output' },
  get: {
    flags:
      '-A -R -w --all-namespaces --allow-missing-template-keys --ignore-not-found --no-headers ' +
      '--output-watch-events --recursive --server-print --show-kind ' +
      '--show-labels --show-managed-fields --watch --watch-only',
    valued: `-L ${selects} ${files} ${prints} --chunk-size --label-columns --raw --sort-by --subresource`,
  },
  logs: {
    flags:
      '-f -p --all-containers --all-pods --follow --ignore-errors --insecure-skip-tls-verify-backend ' +
      '--prefix --previous --timestamps',
    valued:
      '-c -l --container --limit-bytes --max-log-requests --pod-running-timeout --selector --since ' +
      '--since-time --tail',
  },
  'rollout history': {
    flags: '-R --allow-missing-template-keys --recursive --show-managed-fields',
    valued: `-l --selector ${files} ${prints} --revision`,
  },
  'rollout status': {
    flags: '-R -w --recursive --watch',
    valued: `-l --selector ${files} --revision --timeout`,
  },
  'top node': node,
  'top nodes': node,
  'top pod': { ...node, flags: `-A --all-namespaces --containers --sum ${node.flags}` },
  'top pods': { ...node, flags: `-A --all-namespaces --containers --sum ${node.flags}` },
  version: { flags: '--client --short', valued: '-o --output' },
  wait: {
    flags:
      '-A -R --all --all-namespaces --allow-missing-template-keys --local --recursive --show-managed-fields',
    valued: `${selects} -f --filename ${prints} --for --timeout`,
  },
};

/**
 * Whether kubectl only reads. `programReads`: whether the program that `exec` runs in a container only reads.
 */
export function kubectlReads(
  args: readonly Argument[],
  programReads: (words: readonly Argument[]) => boolean,
): boolean {
  const found = readingSubcommand(args, { everywhere, commands });
  if (!found) return false;
  if (found.name === 'exec')
    return found.operands.length <= 1 && found.behind !== undefined && programReads(found.behind);
  return found.name !== 'cluster-info' || found.operands.length === 0;
}
