import type { CommandResult, Hop, RequestPath } from '../../src/guide/result.ts';

type Answer = RequestPath['answer'];

/** curl's exit statuses (https://everything.curl.dev/cmdline/exitcode.html). */
const reasons: Readonly<Record<number, 'name' | 'connection' | 'time' | 'tls'>> = {
  6: 'name',
  7: 'connection',
  28: 'time',
  35: 'tls',
  51: 'tls',
  60: 'tls',
};

/**
 * The answer to a request, read from curl's output: an error line of curl, a status line, and headers that
 * Envoy adds. Returns `undefined` if the answer is not known, because the output has no status and does not
 * match the page.
 */
export function curlAnswer({
  output,
  verdict,
}: Pick<CommandResult, 'output' | 'verdict'>): Answer | undefined {
  const error = /^curl: \((\d+)\) .*$/m.exec(output);
  const exit = error?.[1] ?? /^command terminated with exit code (\d+)$/m.exec(output)?.[1];
  if (exit !== undefined)
    return {
      kind: 'failed',
      why: reasons[Number(exit)] ?? 'other',
      text: error?.[0].trimEnd() ?? `curl ended with exit status ${exit}`,
    };
  const status = /^(?:< )?HTTP\/[\d.]+ (\d{3})\b/m.exec(output)?.[1];
  if (status === undefined && verdict !== 'passed') return undefined;
  const headers = [...output.matchAll(/(?<![\w-])x-envoy-[a-z-]+(?=["']?\s*:)/gi)].map(([name]) => name);
  return {
    kind: 'answered',
    ...(status !== undefined && { status: Number(status) }),
    envoyHeaders: [...new Set(headers)],
  };
}

/**
 * Whether Envoy answered by itself because it could not reach the host. We recognise this by Envoy's
 * messages, or by an error that names Envoy as its server and has no upstream time
 * (https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter).
 */
function isOwnAnswer(status: number | undefined, output: string): boolean {
  if (/upstream connect error or disconnect|no healthy upstream|upstream request timeout/.test(output))
    return true;
  return (
    (status ?? 0) >= 500 &&
    /^(?:< )?server: envoy/im.test(output) &&
    !/x-envoy-upstream-service-time/i.test(output)
  );
}

/**
 * The last hop that a request reached. With a sidecar, the pod always connects to the sidecar, so a
 * connection or a handshake fails behind it. Without one, it fails at the service or the host that the name
 * leads to.
 */
export function reachedHop(
  answer: Answer,
  output: string,
  { sidecar, service }: { sidecar: boolean; service: boolean },
): Hop {
  if (answer.kind === 'answered') return sidecar && isOwnAnswer(answer.status, output) ? 'sidecar' : 'host';
  if (answer.why === 'name') return 'source';
  if (sidecar) return 'sidecar';
  if (answer.why === 'tls' || answer.why === 'other') return 'host';
  return service ? 'service' : 'source';
}
