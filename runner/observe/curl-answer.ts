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
 * What came back, from what curl printed: its own error line, a status line, the headers that Envoy adds. An
 * output that is neither as the page prints it nor says a status could come from anywhere: nothing is told of
 * it.
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
 * Whether Envoy answered in the stead of a host that it could not reach: by its own words, or as `server` of
 * an error without the time that an upstream took
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
 * The last hop a request reached. With a sidecar the source is always connected to it, so a connection or a
 * handshake that breaks, breaks behind it; without one it breaks at what the name stands for.
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
