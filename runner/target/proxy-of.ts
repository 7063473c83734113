import { BlockList, isIP } from 'node:net';
import type { KubeContext } from './kubeconfig.ts';

/**
 * The proxy that kubectl would ask through, without its credentials: the kubeconfig's own, else the environment's by the rules of Go
 * (https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config). `undefined`: none.
 */
export function proxyOf({ server, cluster: { fields } }: KubeContext, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const own = fields['proxy-url'];
  if (typeof own === 'string' && own !== '') return withoutCredentials(own);
  const host = URL.canParse(server) ? new URL(server).hostname.replace(/^\[|\]$/g, '') : '';
  const proxy = env['HTTPS_PROXY'] || env['https_proxy'];
  if (!proxy || host === 'localhost' || contains('127.0.0.0/8', host) || host === '::1') return undefined;
  const exempt = (env['NO_PROXY'] || env['no_proxy'] || '').split(',').map((each) => each.trim());
  return exempt.some((each) => isMeant(each, host)) ? undefined : withoutCredentials(proxy);
}

/** An entry with a port counts for none: then the user is asked once too often, and never once too little. */
function isMeant(entry: string, host: string): boolean {
  if (entry === '') return false;
  return entry === '*' || entry === host || contains(entry, host) || (!isIP(host) && `.${host}`.endsWith(entry.replace(/^\*?\.?/, '.')));
}

function contains(range: string, host: string): boolean {
  const [address = '', bits] = range.split('/');
  const family = isIP(address);
  if (bits === undefined || family === 0 || family !== isIP(host) || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) return false;
  const name = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(address, Number(bits), name);
  return list.check(host, name);
}

function withoutCredentials(proxy: string): string {
  const text = proxy.includes('://') ? proxy : `http://${proxy}`;
  if (!URL.canParse(text)) return proxy.replace(/^.*@/, '');
  const { protocol, host } = new URL(text);
  return `${protocol}//${host}`;
}
