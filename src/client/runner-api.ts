import type { Refusal, RunMode, RunRequest } from '../guide/protocol.ts';
import { runUi } from '../strings.ts';

/** Why a request came to nothing, for the reader; `undefined` when it was taken. */
export type Refused = string | undefined;

export interface Asked {
  readonly step: string;
  readonly hash: string;
  readonly mode: RunMode;
  readonly choices: Readonly<Record<string, string>>;
}

/** The requests a page makes. A failed connection is a refusal too: a sentence, never an exception. */
export function runnerApi(token: string, guide: string) {
  const post = async (path: string, body?: unknown): Promise<Refused> => {
    try {
      const answer = await fetch(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body ?? {}),
      });
      // A run that is over needs no cancelling.
      if (answer.ok || (answer.status === 404 && path.endsWith('/cancel'))) return undefined;
      if (answer.status === 401) return runUi.pairAgain;
      return ((await answer.json()) as Refusal).message;
    } catch {
      return runUi.notReached;
    }
  };
  return {
    run: (asked: Asked) => post('/api/runs', { guide, key: crypto.randomUUID(), ...asked } satisfies RunRequest),
    cancel: (run: string) => post(`/api/runs/${encodeURIComponent(run)}/cancel`),
    reset: () => post(`/api/sessions/${encodeURIComponent(guide)}/reset`),
  };
}

export type RunnerApi = ReturnType<typeof runnerApi>;
