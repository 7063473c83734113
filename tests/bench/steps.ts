import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from '../../runner/session/session.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { ms, print, quantile, timed } from './figures.ts';

const never = new AbortController().signal;
const silent = { commandStarted() {}, output() {}, commandEnded() {} };

/**
 * Measures what a session adds to each of many short steps. The same commands also run one by one in a bare
 * bash.
 */
export async function benchSteps(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'guiderail-bench-'));
  const blocks = Array.from(
    { length: count + 1 },
    (_, at) => `\`\`\`console id=step-${at}\n$ echo hello\nhello\n\`\`\`\n`,
  );
  const { guide } = parseGuide(`---\ntitle: Bench\n---\n\n${blocks.join('\n')}`, {
    file: join(folder, 'bench.mdx'),
    name: 'bench',
  });
  const [first, ...steps] = guide.steps;
  if (!first || steps.length !== count) throw new Error('The bench guide has other steps.');
  const session = new Session(guide, loopbackTarget());
  await session.run(first, { signal: never, listener: silent });
  const bash = bareBash();
  await bash.ask('echo hello');
  const added: number[] = [];
  const bare: number[] = [];
  for (const step of steps) {
    const bareMs = await timed(() => bash.ask('echo hello'));
    const ownMs = await timed(() => session.run(step, { signal: never, listener: silent }));
    bare.push(bareMs);
    added.push(ownMs - bareMs);
  }
  await session.close();
  bash.close();
  rmSync(folder, { recursive: true });
  print(
    `step, added over one bare bash, ${count} steps`,
    `median ${ms(quantile(added, 0.5))} (target 0.5 ms), p95 ${ms(quantile(added, 0.95))} (target 1.5 ` +
      `ms); bare bash: median ${ms(quantile(bare, 0.5))}`,
  );
}

/** Starts a bash on pipes. `ask` runs one command and waits for its end. */
function bareBash(): { ask(command: string): Promise<void>; close(): void } {
  const bash = spawn('bash', ['--norc', '--noprofile'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let wake: () => void = () => {};
  let seen = '';
  bash.stdout.on('data', (chunk) => {
    seen += String(chunk);
    if (seen.endsWith('END\n')) wake();
  });
  return {
    ask: (command) =>
      new Promise((resolve) => {
        seen = '';
        wake = resolve;
        bash.stdin.write(`${command}\necho END\n`);
      }),
    close: () => void bash.kill(),
  };
}
