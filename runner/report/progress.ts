import type { PartProgress } from '../../src/guide/protocol.ts';

/**
 * Shows the progress of a long job: its parts with their elapsed and usual times. On a terminal it rewrites
 * one line. Elsewhere it writes a line for each part that starts or ends.
 */
export function consoleProgress(stream: NodeJS.WriteStream): {
  show(parts: readonly PartProgress[]): void;
  end(): void;
} {
  const seen = new Map<string, PartProgress['state']>();
  let wroteLine = false;
  return {
    show(parts) {
      for (const part of parts) {
        if (seen.get(part.part) === part.state) continue;
        seen.set(part.part, part.state);
        const said = sayChange(part);
        if (said !== undefined) stream.write(`${wroteLine ? '\r\u001b[K' : ''}${said}\n`);
        wroteLine = false;
      }
      if (!stream.isTTY) return;
      stream.write(`\r\u001b[K${running(parts).slice(0, Math.max(20, stream.columns - 1))}`);
      wroteLine = true;
    },
    end() {
      if (wroteLine) stream.write('\r\u001b[K');
      wroteLine = false;
    },
  };
}

function sayChange({ part, state, elapsedMs, usualMs, note }: PartProgress): string | undefined {
  const extra = note === undefined ? '' : ` (${note})`;
  switch (state) {
    case 'waiting':
      return undefined;
    case 'running':
      return usualMs >= 2000 ? `  … ${part}${extra}, usually ${seconds(usualMs)}` : undefined;
    case 'done':
      return elapsedMs >= 50 ? `  ✓ ${part} ${seconds(elapsedMs)}` : undefined;
    case 'failed':
      return `  ✕ ${part}${extra}`;
  }
}

function running(parts: readonly PartProgress[]): string {
  const done = parts.filter(({ state }) => state === 'done').length;
  const now = parts
    .filter(({ state }) => state === 'running')
    .map(({ part, elapsedMs, usualMs }) => `${part} ${seconds(elapsedMs)} of about ${seconds(usualMs)}`);
  return `  ${done} of ${parts.length} done; ${now.join(', ')}`;
}

function seconds(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  return `${Math.round(ms / 60_000)} min`;
}
