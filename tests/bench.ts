/** `npm run bench`: what the runner adds to the commands it runs. Ratios within one run, since machines are noisy. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf } from '../runner/engine/guide-files.ts';
import { runPass } from '../runner/engine/guide-pass.ts';
import { passesOf, stepsOfPass } from '../runner/engine/plan.ts';
import { Session } from '../runner/engine/session.ts';
import { loadGuides, requireSound } from '../runner/guides.ts';
import { down, up } from '../runner/local-cluster/index.ts';
import { judge } from '../runner/match/index.ts';
import { openTarget } from '../runner/target/open-target.ts';
import { parseGuide } from '../src/guide/parse-guide.ts';
import { loopbackTarget } from './support/loopback-target.ts';

const benchCluster = 'bench';
const never = new AbortController().signal;
const silent = { commandStarted() {}, output() {}, commandEnded() {} };

await benchSteps(500);
benchMatching();
await benchGuide();

/** Time of trivial steps through a session, over the same commands asked of one bare bash, one after the other. */
async function benchSteps(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'guiderail-bench-'));
  const { guide } = parseGuide('---\ntitle: Bench\n---\n\n```console id=step\n$ echo hello\nhello\n```\n', { file: join(folder, 'bench.mdx'), name: 'bench' });
  const [step] = guide.steps;
  if (!step) throw new Error('The bench guide has no step.');
  const session = new Session(guide, loopbackTarget());
  await session.run(step, { signal: never, listener: silent });
  const bash = bareBash();
  await bash.ask('echo hello');
  const added: number[] = [];
  const bare: number[] = [];
  for (let at = 0; at < count; at += 1) {
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
    `median ${ms(quantile(added, 0.5))} (target 0.5 ms), p95 ${ms(quantile(added, 0.95))} (target 1.5 ms); bare bash: median ${ms(quantile(bare, 0.5))}`,
  );
}

/** One bash on pipes that answers each command with a line of its own. */
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

function benchMatching(): void {
  const lines = Array.from({ length: 10_000 }, (_, at) => `line ${at} of the output, nothing special about it`);
  const printed = { lines, line: 1 };
  const actual = `${lines.join('\n')}\n`;
  const once = () => judge({ mode: 'docs', printed, actual, exit: 0, expectExit: 0, bindings: {}, literals: new Set() });
  const times = Array.from({ length: 9 }, () => {
    const started = performance.now();
    if (!once().matches) throw new Error('The bench output does not match itself.');
    return performance.now() - started;
  });
  print('docs, 10,000 lines against 10,000', `first ${ms(times[0] ?? 0)}, median ${ms(quantile(times, 0.5))}`);
}

/** Wall time of the first guide in CI mode over a bare script of the same commands on the same cluster, twice, in turn. */
async function benchGuide(): Promise<void> {
  const [guide] = requireSound(loadGuides([]));
  if (!guide) throw new Error('There is no guide.');
  const { startedHere } = await up({ name: benchCluster });
  const target = await openTarget({ name: benchCluster });
  const [choices = {}] = passesOf(guide);
  const folder = mkdtempSync(join(tmpdir(), 'guiderail-bench-'));
  const script = join(folder, 'bare.sh');
  writeFileSync(join(folder, 'kubeconfig'), target.kubeconfig, { mode: 0o600 });
  // The bare script has to wait as well, where the runner asks again: it repeats a reading command until it succeeds.
  const commands = stepsOfPass(guide, choices).flatMap((step) =>
    step.commands.map((command) => bareCommand(command.text, command.reads && command.expectation.exit === 0)),
  );
  writeFileSync(script, `cd '${filesOf(join(process.cwd(), guide.file))}'\n${commands.join('\n')}\n`);
  const ratios: number[] = [];
  for (let round = 1; round <= 3; round += 1) {
    const bareMs = await timed(() =>
      runBare(script, { KUBECONFIG: join(folder, 'kubeconfig'), PATH: [...target.pathBefore, process.env['PATH']].join(':') }, target.enter),
    );
    const ownMs = await timed(async () => {
      const report = await runPass({ guide, target, choices, signal: never });
      const bad = report.steps.find(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped');
      if (bad || report.error || report.leftovers.length > 0) throw new Error(`The guide did not pass: ${bad?.message ?? report.error ?? 'leftovers'}`);
    });
    ratios.push(ownMs / bareMs);
    print(`guide, round ${round}`, `runner ${(ownMs / 1000).toFixed(1)} s, bare script ${(bareMs / 1000).toFixed(1)} s, ratio ${(ownMs / bareMs).toFixed(3)}`);
  }
  if (startedHere) await down({ name: benchCluster });
  rmSync(folder, { recursive: true });
  print('guide, runner over bare script', `median ratio ${quantile(ratios, 0.5).toFixed(3)} (target 1.05)`);
}

function bareCommand(text: string, repeats: boolean): string {
  return repeats && !text.includes('export ') ? `until ${text}\ndo :; done` : text;
}

async function runBare(script: string, env: Record<string, string>, enter: readonly string[]): Promise<void> {
  const [program = 'script', ...args] = [...enter, 'script', '-qec', `bash ${script}`, '/dev/null'];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
  await new Promise((resolve) => child.on('close', resolve));
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0;
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}

function print(what: string, figure: string): void {
  process.stdout.write(`${what}: ${figure}\n`);
}
