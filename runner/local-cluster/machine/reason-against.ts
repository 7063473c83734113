import { clusterMemoryBytes } from '../../limits.ts';
import { isClusterName, nameRule } from '../record/cluster-name.ts';
import { isOlder } from './is-older.ts';
import type { MachineFacts } from './machine-facts.ts';

const gib = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
const elsewhere = 'or use a cluster of your own with --target context=NAME';

/**
 * The first reason why this machine cannot have the cluster, with what to do, in one sentence; `undefined`:
 * there is none.
 */
export function reasonAgainst(facts: MachineFacts): string | undefined {
  const { go, python } = facts;
  if (!isClusterName(facts.name)) return nameRule(facts.name);
  if (facts.platform !== 'linux')
    return (
      `The local cluster needs Linux and this is ${facts.platform}: run Guiderail in a Linux machine, ` +
      `${elsewhere}.`
    );
  if (!facts.isRoot)
    return `The local cluster needs root for its networks: start Guiderail as root, ${elsewhere}.`;
  if (!facts.mayMakeNamespaces)
    return (
      'The local cluster makes network and mount namespaces and this root may not: start the container ' +
      `with --privileged, ${elsewhere}.`
    );
  if (facts.missingPackages === 'no dpkg')
    return (
      "The local cluster takes its container runtime from Debian's packages and there is no dpkg: run " +
      `Guiderail on Debian or Ubuntu, ${elsewhere}.`
    );
  if (facts.missingPackages.length > 0 && !facts.hasAptGet)
    return (
      'The local cluster needs these Debian packages and there is no apt-get: install ' +
      `${facts.missingPackages.join(' ')}.`
    );
  if (go !== 'not needed' && !go.found)
    return (
      `The local cluster builds Kubernetes and Istio and there is no Go: install Go ${go.needed} or ` +
      'newer, and put it on the PATH.'
    );
  if (go !== 'not needed' && isOlder(go.found!, go.needed))
    return (
      `The local cluster's programs need Go ${go.needed} and this is ${go.found}: install a newer Go, ` +
      'and put it first on the PATH.'
    );
  if (python === 'missing')
    return (
      'The local cluster installs Envoy and httpbin with pip and there is no python3: install python3 ' +
      'and python3-venv.'
    );
  if (python === 'without venv')
    return (
      'The local cluster installs Envoy and httpbin with pip and this python3 has no venv with pip: ' +
      'install python3-venv.'
    );
  if (facts.freeDiskBytes < facts.neededDiskBytes)
    return (
      `The local cluster needs ${gib(facts.neededDiskBytes)} of disk and ${facts.cache} has ` +
      `${gib(facts.freeDiskBytes)} left: free some, or set GUIDERAIL_CACHE to a folder on a larger disk.`
    );
  if (facts.freeMemoryBytes < clusterMemoryBytes)
    return (
      `The local cluster needs ${gib(clusterMemoryBytes)} of memory and ${gib(facts.freeMemoryBytes)} are ` +
      `free: end other programs, ${elsewhere}.`
    );
  return undefined;
}
