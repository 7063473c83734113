import type { PlanAnswer, PlanRequest, Refusal, RunMode, RunRequest } from '../../guide/protocol.ts';
import { runUi } from '../../strings.ts';

/** Why a request came to nothing, for the reader; `undefined` when it was taken. */
export type Refused = string | undefined;

/** What refuses a request: its stable code where the runner gave one, and the sentence. */
type Refusing = Pick<Refusal, 'message'> & Partial<Refusal>;

export interface Asked {
  readonly step: string;
  readonly hash: string;
  readonly mode: RunMode;
  readonly choices: Readonly<Record<string, string>>;
}

/** The requests a page makes. A failed connection is a refusal too: a sentence, never an exception. */
export function runnerApi(token: string, guide: string) {
  const session = `/api/sessions/${encodeURIComponent(guide)}`;
  const post = async (path: string, body?: unknown): Promise<Refused> => {
    const answer = await ask(path, JSON.stringify(body ?? {}));
    return answer instanceof Response ? undefined : answer.message;
  };
  const ask = async (path: string, body: string): Promise<Response | Refusing> => {
    try {
      const answer = await fetch(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
      });
      // A run that is over needs no cancelling.
      if (answer.ok || (answer.status === 404 && path.endsWith('/cancel'))) return answer;
      if (answer.status === 401) return { message: runUi.pairAgain };
      return (await answer.json()) as Refusal;
    } catch {
      return { message: runUi.notReached };
    }
  };
  return {
    plan: async (asked: Asked): Promise<PlanAnswer | string> => {
      const answer = await ask('/api/plan', JSON.stringify({ guide, ...asked } satisfies PlanRequest));
      return answer instanceof Response ? ((await answer.json()) as PlanAnswer) : answer.message;
    },
    run: (asked: Asked) =>
      post('/api/runs', { guide, key: crypto.randomUUID(), ...asked } satisfies RunRequest),
    cancel: (run: string) => post(`/api/runs/${encodeURIComponent(run)}/cancel`),
    /** Runs a line in the session's shell. */
    line: async (text: string): Promise<Refusing | undefined> => {
      const answer = await ask(`${session}/line`, text);
      return answer instanceof Response ? undefined : answer;
    },
    /** Types to whatever runs in the session's shell. */
    keys: async (text: string): Promise<Refused> => {
      const answer = await ask(`${session}/input`, text);
      return answer instanceof Response ? undefined : answer.message;
    },
    /** Types to the command that a run is at. */
    input: async (run: string, text: string): Promise<Refused> => {
      const answer = await ask(`/api/runs/${encodeURIComponent(run)}/input`, text);
      return answer instanceof Response ? undefined : answer.message;
    },
    reset: () => post(`${session}/reset`),
  };
}

export type RunnerApi = ReturnType<typeof runnerApi>;
