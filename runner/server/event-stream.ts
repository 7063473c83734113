import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import type { RunnerEvent } from '../../src/guide/protocol.ts';
import { beatMs } from '../limits.ts';
import type { EventLog } from './event-log.ts';

export interface EventSource {
  readonly log: EventLog;
  readonly epoch: string;
  readonly version: string;
  /** Ends open streams when the server stops. */
  readonly closing: AbortSignal;
}

/** The events that a stream sends. */
export interface WantedEvents {
  /** The number of an event. The stream sends only events with larger numbers. */
  readonly after: number;
  /** The guide whose events are wanted, besides those that are about no guide. Absent: all events. */
  readonly guide: string | undefined;
}

/**
 * Answers with an endless stream of events, one JSON object a line. It begins with `hello`, and has a `beat`
 * whenever nothing happened for `beatMs`.
 */
export function streamEvents(
  context: Context,
  source: EventSource,
  { after, guide }: WantedEvents,
): Response {
  const { log, epoch, version, closing } = source;
  context.header('content-type', 'application/x-ndjson');
  return stream(context, async (out) => {
    const clientLeft = new AbortController();
    out.onAbort(() => clientLeft.abort());
    const end = AbortSignal.any([clientLeft.signal, closing]);
    const send = (event: RunnerEvent) => out.write(`${JSON.stringify(event)}\n`);
    const about = () => ({ seq: sent, at: new Date().toISOString() });
    let sent = Math.min(after, log.seq);
    await send({ ...about(), type: 'hello', epoch, version });
    while (!end.aborted) {
      const events = log.after(sent, guide);
      sent = log.seq;
      if (events.length > 0) await out.write(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
      else {
        await log.next(beatMs, end, guide);
        if (!end.aborted && log.after(sent, guide).length === 0) await send({ ...about(), type: 'beat' });
      }
    }
  });
}
