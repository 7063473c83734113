import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ServingProgram } from '../servers/serving-program.ts';

export interface SlowRequest {
  isOpen(): boolean;
  answer(): string;
  /** Resolves when the server closes the connection, with its age in milliseconds. */
  readonly closed: Promise<number>;
  stop(): void;
}

/**
 * Opens a connection and sends one byte a second, in the head or in the body of a request, or no byte at all.
 */
export function slowRequest(
  { port, token }: ServingProgram,
  where: 'head' | 'body' | 'silent',
  host: string,
): SlowRequest {
  const socket = connect(port, '127.0.0.1');
  const started = performance.now();
  let answer = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => (answer += String(chunk)));
  const head = `POST /api/runs HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\n`;
  if (where === 'body') socket.write(`${head}content-length: 1000\r\n\r\n`);
  else if (where === 'head') socket.write(`${head}x-slow: `);
  const dripping = where === 'silent' ? undefined : setInterval(() => socket.write('x'), 1000);
  const closed = new Promise<number>((resolve) =>
    socket.on('close', () => {
      clearInterval(dripping);
      resolve(performance.now() - started);
    }),
  );
  onTestFinished(() => void socket.destroy());
  return { isOpen: () => !socket.destroyed, answer: () => answer, closed, stop: () => void socket.destroy() };
}
