/** Regular expressions for valid IP addresses (RFC 791, RFC 4291 section 2.2) and CIDR ranges (RFC 4632). */

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const group = '[0-9A-Fa-f]{1,4}';

export const ipv4 = `${octet}(?:\\.${octet}){3}`;

export const ipv6 = `(?:${[
  `(?:${group}:){7}${group}`,
  `(?:${group}:){6}${ipv4}`,
  `::(?:ffff(?::0{1,4})?:)?${ipv4}`,
  ...[6, 5, 4, 3, 2, 1].map((n) => `(?:${group}:){1,${n}}(?::${group}){1,${7 - n}}`),
  `${group}:(?::${group}){1,6}`,
  `:(?::${group}){1,7}`,
  `(?:${group}:){1,7}:`,
  '::',
].join('|')})`;

export const cidr = `(?:${ipv4}/(?:3[0-2]|[12]?\\d)|${ipv6}/(?:12[0-8]|1[01]\\d|[1-9]?\\d))`;

/**
 * Addresses that are never samples: loopback, unspecified, broadcast and netmasks. A page that says 127.0.0.1
 * means 127.0.0.1, and an output that says 0.0.0.0 does not show the page's cluster IP.
 */
export const constantAddress =
  '(?:127\\.|0\\.0\\.0\\.0(?![\\d.])|255\\.|::1(?![0-9A-Fa-f:])|::(?![0-9A-Fa-f:]))';
