import type { RunnerEvent } from '../../guide/protocol.ts';
import { NdjsonReader } from './ndjson.ts';

/** No line for so long means a dead connection: the runner sends a beat more often. */
const silenceMs = 20_000;
const firstWaitMs = 500;
const longestWaitMs = 10_000;

export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** Cut off; tried again at `until`. Times of `performance.now()`: the clock may be set anew. */
  | { readonly kind: 'waiting'; readonly until: number; readonly since: number }
  /** The runner does not know this tab's token: it was started again. */
  | { readonly kind: 'unpaired' };

export interface About {
  readonly token: string;
  /** Other guides' events are not wanted; empty: no guide's. */
  readonly guide: string;
}

export interface Listener {
  /** What to ask for: events after this one. */
  readonly after: () => number;
  /**
   * Takes the events of one chunk; `true`: the stream belongs to another epoch and must be asked for anew.
   */
  readonly onEvents: (events: readonly RunnerEvent[]) => boolean;
  readonly onConnection: (connection: Connection) => void;
}

/** Follows the runner's events for as long as the page lives, through cuts and sleep. */
export async function followEvents(about: About, listener: Listener): Promise<void> {
  let waitMs = firstWaitMs;
  let since: number | undefined;
  const onAlive = () => {
    waitMs = firstWaitMs;
    since = undefined;
  };
  for (;;) {
    const end = await readStream(about, listener, onAlive);
    if (end === 'unpaired') return listener.onConnection({ kind: 'unpaired' });
    if (end === 'anew') continue;
    since ??= performance.now();
    listener.onConnection({ kind: 'waiting', until: performance.now() + waitMs, since });
    await waitOrOnline(waitMs);
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  }
}

async function readStream(
  { token, guide }: About,
  listener: Listener,
  onAlive: () => void,
): Promise<'cut' | 'unpaired' | 'anew'> {
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
      if (listener.onEvents(lines.read(value) as RunnerEvent[])) return 'anew';
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
