import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { Session, type SessionEvents } from '../../../runner/session/session.ts';
import { parseGuide } from '../../../src/guide/parse-guide.ts';
import type { StepResult } from '../../../src/guide/result.ts';
import { loopbackTarget } from '../clusters/loopback-target.ts';
import { temporaryFolder } from '../guides/temporary-folder.ts';

export interface Opened {
  readonly session: Session;
  readonly folder: string;
  run(id: string, signal?: AbortSignal): Promise<StepResult>;
  readonly heard: string[];
}

/**
 * Opens a session for a guide with this body and the file `samples/a.txt`. The session ends with the test.
 */
export function openSession(
  body: string,
  {
    events = {},
    target = loopbackTarget(),
  }: { events?: SessionEvents; target?: ReturnType<typeof loopbackTarget> } = {},
): Opened {
  const folder = temporaryFolder();
  const file = join(folder, 'guide.mdx');
  mkdirSync(join(folder, 'guide.files', 'samples'), { recursive: true });
  writeFileSync(join(folder, 'guide.files', 'samples', 'a.txt'), 'from the guide\n');
  const { guide, problems } = parseGuide(`---\ntitle: T\n---\n${body}\n`, { file, name: 'guide' });
  expect(problems).toEqual([]);
  const session = new Session(guide, target, events);
  onTestFinished(() => session.close());
  const heard: string[] = [];
  const listener = {
    commandStarted: (command: number, attempt: number) => heard.push(`start ${command} ${attempt}`),
    output: (command: number, text: string) => heard.push(`output ${command} ${text}`),
    commandEnded: ({ command, verdict }: { command: number; verdict: string }) =>
      heard.push(`end ${command} ${verdict}`),
  };
  return {
    session,
    folder,
    heard,
    run: (id, signal = new AbortController().signal) => {
      const step = guide.steps.find((each) => each.id === id);
      if (!step) throw new Error(id);
      return session.run(step, { signal, listener });
    },
  };
}
