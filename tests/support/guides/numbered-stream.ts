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

/** The 10,000 numbered lines that the page should show. */
export const wholeStream = Array.from({ length: all }, (_, at) => `${lineOf(at + 1)}\n`).join('');

/** A step that prints these lines in 20 parts. Before each part it reads one line from a FIFO in `folder`. */
export function streamStep(folder: string): string {
  const gate = join(folder, 'gate');
  const command =
    `for part in $(seq 0 ${streamParts - 1}); do read -r _ <&9; seq -f "line %.0f of the stream" $((part ` +
    `* ${linesOfPart} + 1)) $(((part + 1) * ${linesOfPart})); done 9< ${gate}`;
  return fence(`$ ${command}\n${lineOf(1)}\n...\n${lineOf(all)}`, 'id=stream timeout=5m');
}

export interface StreamGate {
  /** Waits until the step runs. Each call of the returned function lets it print its next part. */
  open(): Promise<() => Promise<void>>;
}

/** Creates the FIFO of such a step in `folder`. */
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

/** The output of the step as the page shows it. */
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
