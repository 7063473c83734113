/** What a browser may call this machine's loopback, as it stands in an address. */
export const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]'] as const;
export type LoopbackHost = (typeof loopbackHosts)[number];

/** The addresses behind these names. */
export const loopbackAddresses = { ipv4: '127.0.0.1', ipv6: '::1' } as const;
