import { setTimeout as pause } from 'node:timers/promises';
import type { Evidence } from '../../src/guide/result.ts';
import type { ClusterApi } from '../cluster/cluster-api.ts';
import { originInfo } from '../cluster/open-target.ts';
import type { Target } from '../cluster/target.ts';
import { UnreachableError } from '../errors.ts';
import { answerTimeoutMs, longestPauseMs } from '../limits.ts';
import type { Reader } from './reader.ts';

/**
 * The evidence that the API server does not answer, which explains every failure; `undefined`: it answers.
 */
export async function findUnreachable(
  reader: Reader,
  { origin, api }: Pick<Target, 'origin' | 'api'>,
): Promise<Evidence | undefined> {
  const why = await whyNotReady((path) => reader.text(path));
  if (why === undefined) return undefined;
  const silent =
    api.answeredAt === undefined
      ? 'does not answer'
      : `has not answered since ${api.answeredAt.toISOString().slice(11, 19)} UTC`;
  return {
    kind: 'cluster-unreachable',
    subject: `The cluster at ${api.host}`,
    sentence:
      why === notReady
        ? `The cluster at ${api.host} says that it is not ready.`
        : `The cluster at ${api.host} ${silent}: ${why}.`,
    next: originInfo(origin).unreachableHint,
  };
}

/** Whether the API server answers and is ready at this moment. */
export async function isAnswering(api: Pick<ClusterApi, 'text'>): Promise<boolean> {
  return (
    (await whyNotReady((path) => api.text(path, { signal: AbortSignal.timeout(answerTimeoutMs) }))) ===
    undefined
  );
}

/** Resolves when the API server answers and is ready, or after `limitMs`. */
export async function untilAnswering(api: Pick<ClusterApi, 'text'>, limitMs: number): Promise<void> {
  const started = performance.now();
  for (
    let pauseMs = 100;
    !(await isAnswering(api)) && performance.now() - started < limitMs;
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  )
    await pause(pauseMs);
}

const notReady = 'not ready';

/**
 * Why the API server is not ready; `undefined`: it is. An API server that has just started answers before it
 * is ready (https://kubernetes.io/docs/reference/using-api/health-checks/).
 */
async function whyNotReady(
  ask: (path: string) => Promise<{ readonly status: number }>,
): Promise<string | undefined> {
  try {
    return (await ask('/readyz')).status >= 500 ? notReady : undefined;
  } catch (error) {
    return error instanceof UnreachableError ? error.why : undefined;
  }
}
