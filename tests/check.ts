/** `npm run check`: all checks that do not run the program. Call it before each commit. */
import { spawnSync } from 'node:child_process';

const checks: readonly (readonly [name: string, program: string, args: readonly string[]])[] = [
  ['types', 'tsc', ['--noEmit', '-p', '.']],
  ['lint and format', 'biome', ['check', '--error-on-warnings', '.']],
  [
    'import boundaries',
    'vitest',
    ['run', '--config', 'tests/vitest.config.ts', '--project', 'unit', 'tests/boundaries'],
  ],
  ['dead code', 'knip', []],
  ['guides', process.execPath, ['runner/main.ts', 'check']],
];

let failed = 0;
for (const [name, program, args] of checks) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  process.stdout.write(`${status === 0 ? '✓' : '✕'} ${name}\n`);
  if (status === 0) continue;
  failed += 1;
  process.stdout.write(`${stdout}${stderr}\n`);
}
process.exitCode = failed === 0 ? 0 : 1;
