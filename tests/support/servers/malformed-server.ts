import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { projectFolder } from '../../../runner/project.ts';
import type { Guide } from '../../../src/guide/model.ts';
import { fence } from '../guides/guide-text.ts';
import { temporaryFolder } from '../guides/temporary-folder.ts';
import { guideAt } from './served-guide.ts';
import { serverProcess } from './server-process.ts';
import { type ServingProgram, servingProgram } from './serving-program.ts';

/** A server in a process of its own, as `serve` starts it, with one page and a guide of one step, `a`. */
export async function serveOne(): Promise<{ readonly program: ServingProgram; readonly guide: Guide }> {
  const folder = temporaryFolder();
  const file = join(folder, 'g.mdx');
  const site = join(folder, 'site');
  const body = fence('$ true', 'id=a');
  mkdirSync(site);
  writeFileSync(join(site, 'index.html'), '<h1>page</h1>');
  writeFileSync(file, `---\ntitle: T\n---\n${body}\n`);
  return {
    program: await servingProgram(
      [
        ...serverProcess.flags,
        join(projectFolder, 'tests', 'support', 'servers', 'guide-server.ts'),
        file,
        site,
      ],
      serverProcess.env,
    ),
    guide: guideAt(file, body),
  };
}

export interface SlowRequest {
  isOpen(): boolean;
  answer(): string;
  /** How long the server kept it, in milliseconds. */
  readonly closed: Promise<number>;
  stop(): void;
}

/** Sends a byte a second, in the head or behind it, or none at all. */
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
