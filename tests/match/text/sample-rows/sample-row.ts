/** A sample, with texts that it accepts and texts that it rejects. */
export type SampleRow = readonly [sample: string, accepted: readonly string[], rejected: readonly string[]];
