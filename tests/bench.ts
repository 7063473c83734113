/**
 * `npm run bench`: what the runner adds to the commands it runs. Ratios within one run, since machines are
 * noisy.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadGuides, requireSound } from '../runner/check/load-guides.ts';
import { openTarget } from '../runner/cluster/open-target.ts';
import { down, up } from '../runner/local-cluster/index.ts';
import { judge } from '../runner/match/index.ts';
import { runPass } from '../runner/pass/guide-pass.ts';
import { buildSite } from '../runner/server/site/site.ts';
import { Session } from '../runner/session/session.ts';
import { filesOf } from '../src/guide/page/guide-files.ts';
import { parseGuide } from '../src/guide/parse-guide.ts';
import { passesOf, stepsOfPass } from '../src/guide/passes.ts';
import { benchPage } from './bench-page.ts';
import { loopbackTarget } from './support/clusters/loopback-target.ts';
import { mainFile } from './support/programs/main-file.ts';

const benchCluster = 'bench';
/**
 * When in a second each round begins, in elevenths. The kubelet looks at its containers once a second (its
 * PLEG), and a pod with a sidecar is ready up to a second sooner or later by when in that second it was made.
 * A run that begins where the last one ended, which is when the kubelet saw the last pod gone, would meet one
 * moment of it each time, and the two ways two. So each way has all of it twice, once as the first of a round
 * and once as the second, in an order that no drift of the kubelet's second follows.
 */
const elevenths = [0, 1, 8, 5, 9, 4, 7, 2, 6, 3, 10];
const guideRounds = [...elevenths, ...elevenths];
const never = new AbortController().signal;
const silent = { commandStarted() {}, output() {}, commandEnded() {} };

await benchSteps(500);
benchMatching();
await benchJsonl(1000);
await buildSite((text) => process.stderr.write(text));
await benchPage(print);
await benchGuide();

/**
 * Time of the trivial steps of a long guide through a session, over the same commands asked of one bare bash,
 * one after the other.
 */
async function benchSteps(count: number): Promise<void> {
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

/** Judging large outputs against themselves, with other sample values where there are any. */
function benchMatching(): void {
  const many = (count: number, line: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => line(at));
  const plain = (at: number) => `line ${at} of the output, nothing special about it`;
  const ages = (age: string, took: string) => (at: number) =>
    `pod number ${at} was started ${age} ago, which took ${took}`;
  const addresses = (first: number) => (at: number) =>
    `peer ${at} at 10.${first}.${at >> 8}.${at & 255 || 1} joined`;
  const pods = (suffix: string, age: string) => (at: number) =>
    `web${at}-776b7bcdcd-${suffix}   1/1     Running   0          ${age}`;
  const heads = 'NAME                   READY   STATUS    RESTARTS   AGE';
  const elided = (count: number) =>
    many(count, (at) => `...\n${plain(at * Math.floor(10_000 / count))}`).concat('...');
  const cases: readonly (readonly [what: string, page: readonly string[], actual: readonly string[]])[] = [
    ['10,000 lines against 10,000', many(10_000, plain), many(10_000, plain)],
    [
      '10,000 lines with two ages each',
      many(10_000, ages('21h', '3.5s')),
      many(10_000, ages('3m2s', '1.5s')),
    ],
    ['10,000 lines with an address each, all bound', many(10_000, addresses(1)), many(10_000, addresses(2))],
    [
      '10,000 rows of a pod table, all bound',
      [heads, ...many(10_000, pods('bcdfg', '21h'))],
      [heads, ...many(10_000, pods('xwvtz', '3s'))],
    ],
    ['100 elisions over 10,000 lines', elided(100), many(10_000, plain)],
    ['1,000 elisions over 10,000 lines', elided(1_000), many(10_000, plain)],
    ['10,000 elisions over 10,000 lines', elided(10_000), many(10_000, plain)],
    ['100,000 lines against 100,000', many(100_000, plain), many(100_000, plain)],
    ['one line of 1 MiB', ['x '.repeat(524_288).trim()], ['x '.repeat(524_288).trim()]],
  ];
  for (const [what, page, actual] of cases) {
    const printed = { lines: page.flatMap((line) => line.split('\n')), line: 1 };
    const output = `${actual.join('\n')}\n`;
    const times = Array.from({ length: 9 }, () => {
      const started = performance.now();
      const judged = judge({
        mode: 'docs',
        printed,
        actual: output,
        exit: 0,
        expectExit: 0,
        bindings: {},
        literals: new Set(),
      });
      if (!judged.matches) throw new Error(`${what}: the bench output does not match its page.`);
      return performance.now() - started;
    });
    const target = what === '10,000 lines against 10,000' ? ' (target 50 ms)' : '';
    print(`docs, ${what}`, `first ${ms(times[0] ?? 0)}, median ${ms(quantile(times, 0.5))}${target}`);
  }
}

/** `match --jsonl` from its start to its last answer. */
async function benchJsonl(rows: number): Promise<void> {
  const row = (id: number) =>
    JSON.stringify({
      id,
      mode: 'docs',
      expected: `NAME   READY   AGE\nweb    1/1     ${id}s`,
      actual: 'NAME   READY   AGE\nweb    1/1     3s',
    });
  const input = Array.from({ length: rows }, (_, id) => row(id)).join('\n');
  const ask = async (text: string) => {
    const child = spawn(process.execPath, [mainFile, 'match', '--jsonl'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let answers = 0;
    child.stdout.on('data', (chunk) => {
      answers += String(chunk).split('\n').length - 1;
    });
    child.stdin.end(text);
    await new Promise((resolve) => child.on('close', resolve));
    if (answers !== text.split('\n').length) throw new Error(`match --jsonl gave ${answers} answers.`);
  };
  const startMs = await timed(() => ask(row(0)));
  const allMs = await timed(() => ask(input));
  print(
    `match --jsonl, ${rows} rows`,
    `${ms(allMs - startMs)} after start (target 1000 ms); start and one row ${ms(startMs)}`,
  );
}

/**
 * Wall time of the first guide in CI mode over a bare script of the same commands on the same cluster, in
 * turn, some times over.
 */
async function benchGuide(): Promise<void> {
  const [guide] = requireSound(loadGuides([]));
  if (!guide) throw new Error('There is no guide.');
  const { startedHere } = await up({ name: benchCluster });
  const target = await openTarget({ name: benchCluster });
  const [choices = {}] = passesOf(guide);
  const folder = mkdtempSync(join(tmpdir(), 'guiderail-bench-'));
  const script = join(folder, 'bare.sh');
  writeFileSync(join(folder, 'kubeconfig'), target.kubeconfig, { mode: 0o600 });
  // The bare script has to wait as well, where the runner asks again: it repeats a reading command until it
  // succeeds.
  const commands = stepsOfPass(guide, choices).flatMap((step) =>
    step.commands.map((command) =>
      bareCommand(command.text, command.reads && command.expectation.exit === 0),
    ),
  );
  writeFileSync(script, `cd '${filesOf(join(process.cwd(), guide.file))}'\n${commands.join('\n')}\n`);
  const bareEnvironment = {
    KUBECONFIG: join(folder, 'kubeconfig'),
    // kubectl's of earlier runs, as a terminal has it; but not in the user's home.
    KUBECACHEDIR: join(folder, 'kube-cache'),
    PATH: [...target.pathBefore, process.env['PATH']].join(':'),
  };
  const runs = {
    bare: () => runBare(script, bareEnvironment, target.enter),
    own: async () => {
      const report = await runPass({ guide, target, choices, signal: never });
      const bad = report.steps.find(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped');
      if (bad || report.error || report.leftovers.length > 0)
        throw new Error(`The guide did not pass: ${bad?.message ?? report.error ?? 'leftovers'}`);
    },
  };
  // A new cluster does some things once, for the first run of all.
  await runs.bare();
  const times: { readonly [way in keyof typeof runs]: number[] } = { bare: [], own: [] };
  for (const [index, part] of guideRounds.entries()) {
    // In turn the first: what the one before leaves to the cluster to do is not always the same one's.
    for (const way of index % 2 === 0 ? (['bare', 'own'] as const) : (['own', 'bare'] as const)) {
      await untilPartOfSecond(part / elevenths.length);
      times[way].push(await timed(runs[way]));
    }
    const [ownMs = 0, bareMs = 0] = [times.own.at(-1), times.bare.at(-1)];
    print(
      `guide, round ${index + 1}`,
      `runner ${(ownMs / 1000).toFixed(1)} s, bare script ${(bareMs / 1000).toFixed(1)} s, ratio ` +
        `${(ownMs / bareMs).toFixed(3)}`,
    );
  }
  if (startedHere) await down({ name: benchCluster });
  rmSync(folder, { recursive: true });
  // Of all rounds together: a pass takes one of several times, by whether the kubelet saw a pod a second
  // sooner, and a median jumps from one to another.
  const [own, bare] = [mean(times.own), mean(times.bare)];
  print(
    'guide, runner over bare script',
    `${(own / bare).toFixed(3)} (target 1.05), means of ${guideRounds.length}: ` +
      `${(own / 1000).toFixed(1)} s and ${(bare / 1000).toFixed(1)} s; ` +
      `of medians ${(quantile(times.own, 0.5) / quantile(times.bare, 0.5)).toFixed(3)}`,
  );
}

/** Until the wall clock's second has come as far as `part`, from 0 to 1. */
async function untilPartOfSecond(part: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, (part * 1000 - (Date.now() % 1000) + 1000) % 1000));
}

function bareCommand(text: string, repeats: boolean): string {
  return repeats && !text.includes('export ') ? `until ${text}\ndo :; done` : text;
}

async function runBare(script: string, env: Record<string, string>, enter: readonly string[]): Promise<void> {
  const [program = 'script', ...args] = [...enter, 'script', '-qec', `bash ${script}`, '/dev/null'];
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });
  await new Promise((resolve) => child.on('close', resolve));
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
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
