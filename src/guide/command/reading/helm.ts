import type { Argument } from './argument.ts';
import type { Options } from './known-options.ts';
import { readingSubcommand } from './subcommands.ts';

const everywhere: Options = {
  flags: '-h --debug --help --kube-insecure-skip-tls-verify',
  valued:
    '-n --kube-apiserver --kube-as-group --kube-as-user --kube-ca-file --kube-context --kube-token ' +
    '--kubeconfig --namespace',
};

const list: Options = {
  flags:
    '-A -a -d -q -r --all --all-namespaces --date --deployed --failed --no-headers --pending --quiet ' +
    '--reverse --short --superseded --uninstalled --uninstalling',
  valued: '-f -l -m -o --filter --max --offset --output --selector --time-format',
};
const status: Options = { flags: '--show-desc --show-resources', valued: '-o --output --revision' };
const revision: Options = { flags: '', valued: '--revision --template' };
const chart: Options = {
  flags: '--devel --insecure-skip-tls-verify --pass-credentials --plain-http --verify',
  valued: '--ca-file --cert-file --jsonpath --key-file --keyring --password --repo --username --version',
};
const search: Options = {
  flags: '-r --devel --fail-on-no-result --list-repo-url --regexp --versions -l',
  valued: '-o --endpoint --max-col-width --output --version',
};

/**
 * Subcommands that only read. The options of `template` do not include `--output-dir`, which writes files,
 * and options that run other programs.
 */
const commands: Readonly<Record<string, Options>> = {
  list,
  ls: list,
  status,
  history: { flags: '', valued: '-o --max --output' },
  'get all': revision,
  'get hooks': revision,
  'get manifest': revision,
  'get metadata': { flags: '', valued: '-o --output --revision' },
  'get notes': revision,
  'get values': { flags: '-a --all', valued: '-o --output --revision' },
  'search hub': search,
  'search repo': search,
  'show all': chart,
  'show chart': chart,
  'show crds': chart,
  'show readme': chart,
  'show values': chart,
  template: {
    flags:
      '-g --create-namespace --generate-name --include-crds --is-upgrade --no-hooks --skip-crds ' +
      `--skip-schema-validation --skip-tests --validate ${chart.flags}`,
    valued:
      '-a -f -s --api-versions --kube-version --name-template --set --set-file --set-json --set-literal ' +
      `--set-string --show-only --values ${chart.valued}`,
  },
  version: { flags: '-c --client --short', valued: '--template' },
};

export function helmReads(args: readonly Argument[]): boolean {
  return readingSubcommand(args, { everywhere, commands }) !== undefined;
}
