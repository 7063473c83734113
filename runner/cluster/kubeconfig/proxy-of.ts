import { BlockList, isIP } from 'node:net';
import type { KubeContext } from './kubeconfig.ts';

/**
 * The context with the proxy that kubectl would use: the proxy of the context, else that of the environment.
 * Once the proxy is in the kubeconfig, the runner and the steps reach the same cluster.
 */
export function withProxy(found: KubeContext, env: NodeJS.ProcessEnv = process.env): KubeContext {
  const { server, cluster } = found;
  if (ownProxy(found) !== undefined) return found;
  const proxy = environmentProxy(new URL(server), env);
  return proxy === undefined
    ? found
    : { ...found, cluster: { ...cluster, fields: { ...cluster.fields, 'proxy-url': proxy } } };
}

/** The proxy of a context, without its credentials; `undefined`: the context has none. */
export function proxyOf(found: KubeContext): string | undefined {
  const proxy = ownProxy(found);
  if (proxy === undefined || !URL.canParse(proxy)) return proxy?.replace(/^.*@/, '');
  const { protocol, host } = new URL(proxy);
  return `${protocol}//${host}`;
}

function ownProxy({ cluster: { fields } }: KubeContext): string | undefined {
  const own = fields['proxy-url'];
  return typeof own === 'string' && own !== '' ? own : undefined;
}

/**
 * The proxy of the environment for a server, by the rules of Go: addresses of this machine have none
 * (https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config).
 */
function environmentProxy(server: URL, env: NodeJS.ProcessEnv): string | undefined {
  const host = server.hostname.replace(/^\[|\]$/g, '');
  const proxy = env['HTTPS_PROXY'] || env['https_proxy'];
  if (!proxy || host === 'localhost' || contains('127.0.0.0/8', host) || host === '::1') return undefined;
  const exempt = (env['NO_PROXY'] || env['no_proxy'] || '')
    .split(',')
    .map((each) => each.trim().toLowerCase());
  if (exempt.some((each) => exempts(each, { host, port: server.port || '443' }))) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function exempts(entry: string, { host, port }: { host: string; port: string }): boolean {
  const [, name = '', wanted = port] = /^(\[.*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
  const bare = name.replace(/^\[|\]$/g, '');
  if (bare === '' || wanted !== port) return false;
  if (bare === '*' || contains(bare, host)) return true;
  if (isIP(host)) return bare === host;
  const domain = bare.replace(/^\*\./, '.');
  return domain.startsWith('.') ? host.endsWith(domain) : `.${host}`.endsWith(`.${domain}`);
}

function contains(range: string, host: string): boolean {
  const [address = '', bits] = range.split('/');
  const family = isIP(address);
  if (
    bits === undefined ||
    family === 0 ||
    family !== isIP(host) ||
    !/^\d{1,3}$/.test(bits) ||
    Number(bits) > (family === 4 ? 32 : 128)
  )
    return false;
  const name = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(address, Number(bits), name);
  return list.check(host, name);
}
