import type { RunnerEvent } from '../../../src/guide/protocol.ts';
import type { Asker } from '../servers/served-guide.ts';

/** Types in the session's terminal: a whole `line`, or `input` for the command that runs. */
export function typeTo(
  { call }: Asker,
  way: 'line' | 'input',
  text: string,
  guide = 'x/g',
): Promise<Response> {
  return call(`/api/sessions/${encodeURIComponent(guide)}/${way}`, { method: 'POST', body: text });
}

/** The text that the terminal shows after these events. */
export function shownBy(events: readonly RunnerEvent[]): string {
  return events.map((event) => (event.type === 'terminal' ? event.text : '')).join('');
}
