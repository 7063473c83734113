import type { ClusterApi } from '../cluster/cluster-api.ts';
import { TargetError } from '../errors.ts';

/** Reads from the cluster, with a limited number of requests and a limited time. */
export interface Reader {
  get<T>(path: string): Promise<T | undefined>;
  text(path: string): Promise<{ readonly status: number; readonly body: string }>;
}

/** A reader that sends at most `requests` requests, and none after `signal` is aborted. */
export function boundedReader(
  api: Pick<ClusterApi, 'get' | 'text'>,
  { requests, signal }: { requests: number; signal: AbortSignal },
): Reader {
  let left = requests;
  const take = () => {
    left -= 1;
    if (left < 0)
      throw new TargetError('cluster-refused', `More than ${requests} requests about one failure.`);
  };
  return {
    async get<T>(path: string) {
      take();
      return api.get<T>(path, { signal });
    },
    async text(path) {
      take();
      return api.text(path, { signal });
    },
  };
}
