import { parseBash, walk, wordsOf } from '../../src/guide/command/bash.ts';

/** A request by `kubectl exec … -- curl …`, as far as the text shows it. */
export interface CurlCall {
  /** The name of a pod, or `kind/name`; absent if it is a variable. */
  readonly pod?: string;
  readonly namespace: string;
  readonly container?: string;
  /** The host of the URL. */
  readonly host: string;
  /**
   * The address that `--resolve` uses instead of DNS: a literal address, or that of a service, which the
   * command reads with `$(kubectl get service …)`.
   */
  readonly resolved?: { readonly address: string } | { readonly service: string; readonly namespace: string };
}

/** The first such request of a command; `undefined` if the command makes none. */
export function curlCall(text: string): CurlCall | undefined {
  let found: CurlCall | undefined;
  walk(parseBash(text), (node) => {
    if (node.type === 'Command' && node.name?.value === 'kubectl') found ??= callOf(wordsOf(node));
  });
  return found;
}

function callOf(words: readonly string[]): CurlCall | undefined {
  const split = words.indexOf('--');
  if (words[0] !== 'exec' || split < 0 || words[split + 1] !== 'curl') return undefined;
  const kubectl = readOptions(words.slice(1, split), kubectlValued);
  const curl = readOptions(words.slice(split + 2), curlValued);
  const [url = ''] = curl.operands;
  const host = hostOf(url);
  if (host === undefined) return undefined;
  const [pod] = kubectl.operands;
  const container = kubectl.values['-c'] ?? kubectl.values['--container'];
  const namespace = kubectl.values['-n'] ?? kubectl.values['--namespace'] ?? 'default';
  const resolved = resolvedBy(curl.values['--resolve'] ?? '');
  return {
    ...(pod !== undefined && isPlain(pod) && { pod }),
    namespace,
    ...(container !== undefined && { container }),
    host,
    ...(resolved && { resolved }),
  };
}

const kubectlValued = /^(-[nc]|--(namespace|container|context))$/;
/**
 * Options of curl(1) with a value: short ones, alone or at the end of a group, and those long ones that pages
 * use.
 */
const curlValued = new RegExp(
  '^(-[a-zA-Z]*[AbcCdDeEFhHKmoPQrtTuUwxXyYz]|' +
    '--(resolve|connect-to|output|write-out|header|request|max-time|connect-timeout|retry|user-agent|' +
    'data|cacert|cert|key|user))$',
);

function readOptions(
  words: readonly string[],
  valued: RegExp,
): { operands: string[]; values: Record<string, string> } {
  const operands: string[] = [];
  const values: Record<string, string> = {};
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    const joined = /^(--[\w-]+)=(.*)$/s.exec(word);
    if (joined) values[joined[1] ?? ''] = joined[2] ?? '';
    else if (valued.test(word)) {
      at += 1;
      values[word] = words[at] ?? '';
    } else if (!word.startsWith('-')) operands.push(word);
  }
  return { operands, values };
}

/** The host of a URL. If a URL has no scheme, curl takes `http`. */
function hostOf(url: string): string | undefined {
  const whole = /^[a-z]+:\/\//.test(url) ? url : `http://${url}`;
  return URL.canParse(whole) && isPlain(url) ? new URL(whole).hostname : undefined;
}

function isPlain(word: string): boolean {
  return !/[$`]/.test(word);
}

/** Reads `HOST:PORT:ADDRESS`, where the address may be `$(kubectl get service NAME …)`. */
function resolvedBy(option: string): CurlCall['resolved'] {
  const address = /^[^:]+:\d+:(.+)$/s.exec(option)?.[1];
  if (address === undefined) return undefined;
  const lookup = /^\$\(kubectl get (?:service|svc)[ /]([\w-]+)(.*)\)$/s.exec(address);
  if (lookup)
    return {
      service: lookup[1] ?? '',
      namespace: /(?:-n|--namespace)[ =](\S+)/.exec(lookup[2] ?? '')?.[1] ?? 'default',
    };
  return isPlain(address) ? { address } : undefined;
}
