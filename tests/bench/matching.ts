import { spawn } from 'node:child_process';
import { judge } from '../../runner/match/index.ts';
import { mainFile } from '../support/programs/main-file.ts';
import { ms, print, quantile, timed } from './figures.ts';

/** Measures how long large outputs take to judge. Sample values differ between page and output. */
export function benchMatching(): void {
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

/** Measures `match --jsonl` from its start to its last answer. */
export async function benchJsonl(rows: number): Promise<void> {
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
