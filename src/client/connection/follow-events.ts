import type { RunnerEvent } from '../../guide/protocol.ts';
import { NdjsonReader } from './ndjson.ts';

/**
 * We take the connection for dead if no line arrives for this time. The runner sends a `beat` event more
 * often.
 */
const silenceMs = 20_000;
const firstWaitMs = 500;
const longestWaitMs = 10_000;

export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /**
   * The connection is lost since `since`; the next attempt is at `until`. Both are times of
   * `performance.now()`, because the clock of the machine may be changed.
   */
  | { readonly kind: 'waiting'; readonly until: number; readonly since: number }
  /** The runner does not know this tab's token, because it was restarted. */
  | { readonly kind: 'unpaired' };

export interface Subscription {
  readonly token: string;
  /** The guide whose events are requested. Empty: no events of any guide. */
  readonly guide: string;
}

export interface Listener {
  /** The sequence number after which events are requested. */
  readonly after: () => number;
  /** Takes the events of one chunk. Returns `true` if the stream must be requested again from its start. */
  readonly onEvents: (events: readonly RunnerEvent[]) => boolean;
  readonly onConnection: (connection: Connection) => void;
}

/** Follows the runner's events for as long as the page is open; connects again after a lost connection. */
export async function followEvents(subscription: Subscription, listener: Listener): Promise<void> {
  let waitMs = firstWaitMs;
  let since: number | undefined;
  const onAlive = () => {
    waitMs = firstWaitMs;
    since = undefined;
  };
  for (;;) {
    const end = await readStream(subscription, listener, onAlive);
    if (end === 'unpaired') return listener.onConnection({ kind: 'unpaired' });
    if (end === 'restart') continue;
    since ??= performance.now();
    listener.onConnection({ kind: 'waiting', until: performance.now() + waitMs, since });
    await waitOrOnline(waitMs);
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  }
}

async function readStream(
  { token, guide }: Subscription,
  listener: Listener,
  onAlive: () => void,
): Promise<'cut' | 'unpaired' | 'restart'> {
  const abort = new AbortController();
  let silence = setTimeout(() => abort.abort(), silenceMs);
  try {
    const answer = await fetch(`/api/events?after=${listener.after()}&guide=${encodeURIComponent(guide)}`, {
      headers: { authorization: `Bearer ${token}` },
      cache: 'no-store',
      signal: abort.signal,
    });
    if (answer.status === 401) return 'unpaired';
    if (!answer.ok || !answer.body) return 'cut';
    const lines = new NdjsonReader();
    const reader = answer.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 'cut';
      clearTimeout(silence);
      silence = setTimeout(() => abort.abort(), silenceMs);
      onAlive();
      if (listener.onEvents(lines.read(value) as RunnerEvent[])) return 'restart';
      listener.onConnection({ kind: 'open' });
    }
  } catch {
    return 'cut';
  } finally {
    clearTimeout(silence);
    abort.abort();
  }
}

function waitOrOnline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener('online', go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    addEventListener('online', go);
  });
}
