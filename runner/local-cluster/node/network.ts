/**
 * The two network namespaces of a cluster. `node` has the node, its pods and the control plane; `internet`
 * has what stands in for the outside world. They are joined by a veth pair, and nothing joins either to the
 * machine's network.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MachineNames } from '../record/cluster-name.ts';
import { runProgram } from '../run-program.ts';

export const nodeAddress = '10.10.0.1';
export const wikipediaAddresses = ['91.198.174.192', '198.35.26.96'];
export const httpbinAddress = '198.51.100.80';

/**
 * Whatever else is asked for is refused at once. The unreachable route alone would tell so once a second, and
 * leave the rest to a timeout: refusals of routes (net.ipv4.route.error_cost) and of ICMP (icmp_ratelimit,
 * icmp(7)) are rationed. Of the refusals, a connected UDP socket is told only those that are final, like this
 * one.
 */
const refuseOthers = `table ip guiderail {
  chain others {
    type filter hook prerouting priority 0;
    iifname "inside" ip daddr != { 172.31.255.0/30, ${[...wikipediaAddresses, httpbinAddress].join(', ')} } reject with icmp type admin-prohibited
  }
}
`;

/** Where `ip netns` puts the name of a network namespace. */
export function netnsPath(name: string): string {
  return join('/run/netns', name);
}

export async function makeNetwork(names: MachineNames): Promise<void> {
  const { nodeNetns: node, internetNetns: internet } = names;
  await runProgram('ip', ['netns', 'add', node]);
  await runProgram('ip', ['netns', 'add', internet]);
  // Both ends are made where they belong: the machine's own namespace never has a link of ours.
  await runProgram('ip', [
    'link',
    'add',
    'outside',
    'netns',
    node,
    'type',
    'veth',
    'peer',
    'name',
    'inside',
    'netns',
    internet,
  ]);
  await Promise.all([
    configure(
      node,
      [
        'link set lo up',
        'link set outside up',
        'address add 172.31.255.1/30 dev outside',
        `address add ${nodeAddress}/32 dev lo`,
        'route add default via 172.31.255.2',
      ],
      { 'net.ipv4.ip_forward': 1, 'net.bridge.bridge-nf-call-iptables': 1 },
    ),
    configure(
      internet,
      [
        'link set lo up',
        'link set inside up',
        'address add 172.31.255.2/30 dev inside',
        ...[...wikipediaAddresses, httpbinAddress].map((address) => `address add ${address}/32 dev lo`),
        'route add 10.0.0.0/8 via 172.31.255.1',
        'route add unreachable default',
      ],
      { 'net.ipv4.ip_forward': 1, 'net.ipv4.icmp_ratelimit': 0 },
    ),
  ]);
  await runProgram('nsenter', [`--net=${netnsPath(internet)}`, 'nft', '--file', '-'], {
    input: refuseOthers,
  });
}

async function configure(
  netns: string,
  ipCommands: string[],
  settings: Record<string, number>,
): Promise<void> {
  await runProgram('ip', ['-netns', netns, '-batch', '-'], { input: ipCommands.join('\n') });
  if ('net.bridge.bridge-nf-call-iptables' in settings && !existsSync('/proc/sys/net/bridge')) {
    await runProgram('modprobe', ['br_netfilter']);
  }
  const assignments = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  await runProgram('nsenter', [`--net=${netnsPath(netns)}`, 'sysctl', '-qw', ...assignments]);
}

export async function removeNetwork(names: MachineNames): Promise<void> {
  for (const netns of [names.nodeNetns, names.internetNetns]) {
    if (existsSync(netnsPath(netns))) await runProgram('ip', ['netns', 'delete', netns]);
  }
}
