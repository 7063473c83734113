import type { ClusterApi } from '../cluster/cluster-api.ts';
import { TargetError } from '../errors.ts';

/** Questions to the cluster, bounded in number and in time. */
export interface Reader {
  get<T>(path: string): Promise<T | undefined>;
  text(path: string): Promise<{ readonly status: number; readonly body: string }>;
}

/** Asks at most `requests` times, and not after `signal`. */
export function boundedReader(
  api: Pick<ClusterApi, 'get' | 'text'>,
  { requests, signal }: { requests: number; signal: AbortSignal },
): Reader {
  let left = requests;
  const take = () => {
    left -= 1;
    if (left < 0)
      throw new TargetError('cluster-refused', `More than ${requests} questions about one failure.`);
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
