import { InvalidArgumentError, Option } from 'commander';

/** `--name NAME` of a local cluster. */
export function clusterNameOption(): Option {
  return anyClusterNameOption(
    'name of the local cluster; clusters with different names can run at the same time',
  ).default('guiderail');
}

/** The same option without a default: no name means all clusters. */
export function anyClusterNameOption(description: string): Option {
  return new Option('--name <name>', description).argParser((text: string) => {
    if (/^[a-z0-9-]{1,20}$/.test(text)) return text;
    throw new InvalidArgumentError('Write 1 to 20 small letters, digits and hyphens.');
  });
}
