import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MachineNames } from '../record/cluster-name.ts';
import { runProgram } from '../run-program.ts';

export const nodeAddress = '10.10.0.1';
export const wikipediaAddresses = ['91.198.174.192', '198.35.26.96'];
export const httpbinAddress = '198.51.100.80';
const standInAddresses = [...wikipediaAddresses, httpbinAddress];

/**
 * A rule that immediately refuses packets to all addresses but those of the stand-ins. An unreachable route
 * is not enough: the kernel sends its refusals only about once a second (net.ipv4.route.error_cost and
 * icmp_ratelimit, icmp(7)), and other connections would wait for their timeouts. The ICMP type is a final
 * one, because a connected UDP socket gets no error from other types.
 */
const refuseOthers = `table ip guiderail {
  chain others {
    type filter hook prerouting priority 0;
    iifname "inside" ip daddr != { 172.31.255.0/30, ${standInAddresses.join(', ')} } \\
      reject with icmp type admin-prohibited
  }
}
`;

/** The path that `ip netns` gives to a network namespace. */
export function netnsPath(name: string): string {
  return join('/run/netns', name);
}

/**
 * Makes the two network namespaces of a cluster. `node` has the node, its pods and the control plane.
 * `internet` has the stand-ins for hosts of the internet. A veth pair joins the two. Nothing joins them to
 * the machine's network.
 */
export async function makeNetwork(names: MachineNames): Promise<void> {
  const { nodeNetns: node, internetNetns: internet } = names;
  await runProgram('ip', ['netns', 'add', node]);
  await runProgram('ip', ['netns', 'add', internet]);
  // Each end is made in its own namespace, so that the machine's namespace never has it.
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
        ...standInAddresses.map((address) => `address add ${address}/32 dev lo`),
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
