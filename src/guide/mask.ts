/** What stands for a secret in all that is stored, sent and reported. */
export const mask = '[redacted]';
