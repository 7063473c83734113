/** A change of one cell of the last row. */
export type Change = readonly [head: string, cell: string];

/** A table as a program prints it, with changes of its last row that match and changes that do not. */
export type Kind = readonly [
  what: string,
  table: string,
  accepted: readonly Change[],
  rejected: readonly Change[],
];
