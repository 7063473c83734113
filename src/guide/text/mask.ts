/** The text that replaces a secret in everything that is stored, sent or reported. */
export const mask = '[redacted]';
