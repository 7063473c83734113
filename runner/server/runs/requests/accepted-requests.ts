import { isDeepStrictEqual } from 'node:util';
import type { RunAnswer, RunRequest } from '../../../../src/guide/protocol.ts';
import { rememberedKeys } from '../../../limits.ts';
import { keyUsed, type Refused } from '../../refused.ts';

/**
 * Accepted requests and their answers, by key: the same request again gets the same answer. A refused request
 * ran nothing and may be accepted later, so its key stays free.
 */
export class AcceptedRequests {
  /** The newest last. */
  readonly #accepted = new Map<string, { readonly request: RunRequest; readonly answer: RunAnswer }>();

  /** The answer to a repeated request, or the refusal of a key that another request has; else `undefined`. */
  answerTo(request: RunRequest): RunAnswer | Refused | undefined {
    const before = this.#accepted.get(request.key);
    if (!before) return undefined;
    if (isDeepStrictEqual(before.request, request)) return before.answer;
    return keyUsed;
  }

  add(request: RunRequest, answer: RunAnswer): void {
    this.#accepted.set(request.key, { request, answer });
    const [oldest] = this.#accepted.keys();
    if (this.#accepted.size > rememberedKeys && oldest !== undefined) this.#accepted.delete(oldest);
  }
}
