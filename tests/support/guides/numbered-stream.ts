import { execFileSync } from 'node:child_process';
import { open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { onTestFinished } from 'vitest';
import { fence } from './guide-text.ts';

export const streamParts = 20;
export const linesOfPart = 500;
const all = streamParts * linesOfPart;

const lineOf = (number: number) => `line ${number} of the stream`;

/** 10,000 numbered lines, as they should stand on the page. */
export const wholeStream = Array.from({ length: all }, (_, at) => `${lineOf(at + 1)}\n`).join('');

/** Step `stream`, which prints them in 20 parts; before each it waits for a line in a FIFO in this folder. */
export function streamStep(folder: string): string {
  const gate = join(folder, 'gate');
  const command =
    `for part in $(seq 0 ${streamParts - 1}); do read -r _ <&9; seq -f "line %.0f of the stream" $((part ` +
    `* ${linesOfPart} + 1)) $(((part + 1) * ${linesOfPart})); done 9< ${gate}`;
  return fence(`$ ${command}\n${lineOf(1)}\n...\n${lineOf(all)}`, 'id=stream timeout=5m');
}

export interface StreamGate {
  /** Once the step runs: lets its next part flow. */
  open(): Promise<() => Promise<void>>;
}

/** Lays the FIFO of such a step into this folder. */
export function streamGate(folder: string): StreamGate {
  const gate = join(folder, 'gate');
  execFileSync('mkfifo', [gate]);
  return {
    open: async () => {
      const file = await openFile(gate, 'w');
      onTestFinished(() => file.close());
      return async () => void (await file.write('go\n'));
    },
  };
}

/** What the page shows of it. */
export function streamText(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('#step-stream [data-output] pre')?.textContent ?? '');
}

export async function untilLine(page: Page, number: number): Promise<void> {
  await page.waitForFunction(
    (line) => document.querySelector('#step-stream [data-output] pre')?.textContent?.includes(`${line}\n`),
    lineOf(number),
    {
      timeout: 60_000,
    },
  );
}
