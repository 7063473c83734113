/**
 * Restores Node's own `Request` and `Response` after each test file. The HTTP server replaces them in its
 * process (@hono/node-server), and the syntax highlighter of the site works only with Node's own ones.
 */
import { afterAll } from 'vitest';

const names = ['Request', 'Response'] as const;
const native = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));

afterAll(() => {
  for (const [at, name] of names.entries()) Object.defineProperty(globalThis, name, native[at] ?? {});
});
