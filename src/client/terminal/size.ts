/** The pseudo-terminal of every session (runner/limits.ts). */
export const columns = 120;
export const fullRows = 40;
