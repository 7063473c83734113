/**
 * The security headers of every answer. Only pages of our own origin may load an answer, and no page may
 * frame it. `policy`: the content security policy, which says what a page may load and run.
 */
export function safeHeaders(policy: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': `${policy}; frame-ancestors 'none'`,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

/** The policy for answers that are no pages of the site. */
export const strictestPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'";
