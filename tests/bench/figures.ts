/** How long `run` takes, in milliseconds. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which the share `at` of the values lies, such as 0.5 for the median. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0;
}

export function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}

/** Prints what was measured, and its figure. */
export function print(what: string, figure: string): void {
  process.stdout.write(`${what}: ${figure}\n`);
}
