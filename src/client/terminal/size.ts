/** The size of the pseudo-terminal of every session: the same as in runner/limits.ts. */
export const columns = 120;
export const fullRows = 40;
