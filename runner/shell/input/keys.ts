/** Characters that a terminal or we treat as keys. */

/** The terminal drops the line that was typed so far (VKILL): text that no command has read. */
export const killLine = '\u0015';
/** The key Ctrl-C. */
export const interrupt = '\u0003';
/** The key Ctrl-Z. It would stop a program for good, because the shell has no job control. */
export const suspend = '\u001a';
