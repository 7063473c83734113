/** The names of this machine's loopback, as they are written in addresses. */
export const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]'] as const;
export type LoopbackHost = (typeof loopbackHosts)[number];

/** The IP addresses of these names. */
export const loopbackAddresses = { ipv4: '127.0.0.1', ipv6: '::1' } as const;
