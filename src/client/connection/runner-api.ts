import type { PlanAnswer, PlanRequest, Refusal, RunRequest } from '../../guide/protocol.ts';
import { barUi } from '../../strings/bar.ts';

/** Why the runner refused a request, as a sentence for the reader; `undefined`: it accepted the request. */
export type Refused = string | undefined;

/** A refusal. It has no code if no runner answered. */
type AnyRefusal = Pick<Refusal, 'message'> & Partial<Refusal>;

/** A request about a step of this guide. */
export type StepRequest = Omit<PlanRequest, 'guide'>;

/**
 * The requests of a page. A failed connection counts as a refusal: the result is a sentence, never an
 * exception.
 */
export function runnerApi(token: string, guide: string) {
  const session = `/api/sessions/${encodeURIComponent(guide)}`;
  const post = async (path: string, body?: unknown): Promise<Refused> => {
    const answer = await send(path, JSON.stringify(body ?? {}));
    return answer instanceof Response ? undefined : answer.message;
  };
  const send = async (path: string, body: string): Promise<Response | AnyRefusal> => {
    try {
      const answer = await fetch(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
      });
      // The runner does not know a run that has ended: there is nothing to cancel.
      if (answer.ok || (answer.status === 404 && path.endsWith('/cancel'))) return answer;
      if (answer.status === 401) return { message: barUi.pairAgain };
      return (await answer.json()) as Refusal;
    } catch {
      return { message: barUi.notReached };
    }
  };
  return {
    plan: async (request: StepRequest): Promise<PlanAnswer | string> => {
      const answer = await send('/api/plan', JSON.stringify({ guide, ...request } satisfies PlanRequest));
      return answer instanceof Response ? ((await answer.json()) as PlanAnswer) : answer.message;
    },
    run: (request: StepRequest) =>
      post('/api/runs', { guide, key: crypto.randomUUID(), ...request } satisfies RunRequest),
    cancel: (run: string) => post(`/api/runs/${encodeURIComponent(run)}/cancel`),
    /** Runs a line in the session's shell. */
    line: async (text: string): Promise<AnyRefusal | undefined> => {
      const answer = await send(`${session}/line`, text);
      return answer instanceof Response ? undefined : answer;
    },
    /** Types keys to the command that runs in the session's shell. */
    keys: async (text: string): Promise<Refused> => {
      const answer = await send(`${session}/input`, text);
      return answer instanceof Response ? undefined : answer.message;
    },
    /** Types text to the command that a run executes. */
    input: async (run: string, text: string): Promise<Refused> => {
      const answer = await send(`/api/runs/${encodeURIComponent(run)}/input`, text);
      return answer instanceof Response ? undefined : answer.message;
    },
    reset: () => post(`${session}/reset`),
  };
}

export type RunnerApi = ReturnType<typeof runnerApi>;
