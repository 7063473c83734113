import type { Argument } from './argument.ts';
import { knownArguments } from './known-options.ts';

/**
 * Options of curl(1) that change how a request is made or shown. `values` checks the values of options that
 * could change the method or write a file.
 */
const options = {
  flags:
    '-0 -1 -2 -3 -4 -6 -B -f -g -h -i -I -k -L -l -M -N -q -s -S -v -V -Z -# --anyauth --basic ' +
    '--compressed --compressed-ssh --digest --disable --fail ' +
    '--fail-early --fail-with-body --false-start --get --globoff --head --help --http0.9 --http1.0 ' +
    '--http1.1 --http2 --http2-prior-knowledge --http3 ' +
    '--http3-only --include --insecure --ipv4 --ipv6 --junk-session-cookies --location ' +
    '--location-trusted --manual --negotiate --no-alpn --no-buffer ' +
    '--no-keepalive --no-progress-meter --no-sessionid --ntlm --parallel --parallel-immediate ' +
    '--path-as-is --progress-bar --proxy-insecure --proxytunnel ' +
    '--raw --retry-all-errors --retry-connrefused --show-error --show-headers --silent --ssl ' +
    '--ssl-reqd --styled-output --suppress-connect-headers ' +
    '--tcp-fastopen --tcp-nodelay --tlsv1 --tlsv1.0 --tlsv1.1 --tlsv1.2 --tlsv1.3 --tr-encoding ' +
    '--verbose --version',
  valued:
    '-A -b -D -e -E -H -m -o -r -u -U -w -x -X -y -Y -z --abstract-unix-socket --aws-sigv4 --cacert ' +
    '--capath --cert --cert-type --ciphers --connect-timeout ' +
    '--connect-to --cookie --curves --dns-interface --dns-servers --doh-url --dump-header ' +
    '--expect100-timeout --happy-eyeballs-timeout-ms --header ' +
    '--interface --keepalive-time --key --key-type --limit-rate --local-port --max-filesize ' +
    '--max-redirs --max-time --noproxy --oauth2-bearer --output ' +
    '--parallel-max --pass --pinnedpubkey --preproxy --proto --proto-redir --proxy --proxy-header ' +
    '--proxy-user --range --rate --referer ' +
    '--request --request-target --resolve --retry --retry-delay --retry-max-time --service-name ' +
    '--socks4 --socks4a --socks5 --socks5-hostname ' +
    '--speed-limit --speed-time --time-cond --tls-max --tls13-ciphers --unix-socket --url --user ' +
    '--user-agent --write-out',
};

/** Options that only read with some values, each with a check of its value. */
const values: Readonly<Record<string, (value: Argument) => boolean>> = {
  '-X': isSafeMethod,
  '--request': isSafeMethod,
  '-o': isNoFile,
  '--output': isNoFile,
  '-D': isNoFile,
  '--dump-header': isNoFile,
  '-w': isPlainFormat,
  '--write-out': isPlainFormat,
  '--url': isReadAddress,
};

/** Whether curl sends only a GET, HEAD or OPTIONS and writes no file. */
export function curlReads(args: readonly Argument[]): boolean {
  const known = knownArguments(args, options);
  if (!known) return false;
  const addresses = [...known.operands, ...(known.behind ?? [])];
  const named = known.values.filter(({ option }) => option === '--url').length;
  // If the only operand expands to an option, curl has no address and sends nothing.
  if (known.uncertain > 0 && addresses.length + named > 1) return false;
  return (
    addresses.every(isReadAddress) &&
    known.values.every(({ option, value }) => values[option]?.(value) ?? true)
  );
}

function isSafeMethod({ kind, start }: Argument): boolean {
  return kind === 'literal' && ['GET', 'HEAD', 'OPTIONS'].includes(start);
}

function isNoFile({ kind, start }: Argument): boolean {
  return kind === 'literal' && ['-', '/dev/null'].includes(start);
}

/** Whether a format writes no file: `%output{…}` writes one, and `@FILE` reads the format from a file. */
function isPlainFormat({ kind, start }: Argument): boolean {
  return kind === 'literal' && !start.startsWith('@') && !start.includes('%output');
}

/**
 * Whether an address only reads. Other schemes, such as dict: and smtp:, send parts of the address. curl
 * accepts one slash instead of two, and expands braces also in the scheme.
 */
function isReadAddress({ kind, start }: Argument): boolean {
  const [head = '', ...path] = start.split('/');
  if (/^(?:https?|file|ftps?):$/i.test(head)) return true;
  if (path.length === 0) return kind !== 'alike' && !head.includes('{');
  return !head.endsWith(':') && !head.includes('{');
}
