/**
 * What every answer bears, whoever made it: it is for pages of its own origin, in a window of its own, under
 * this content security policy.
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

/** For what is no page of the site. */
export const strictestPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'";
