import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RunnerState } from '../../../src/guide/protocol.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { runStep } from '../../support/servers/served-guide.ts';
import { type ProgramClient, serveInProgram } from '../../support/servers/served-program.ts';

/** Mounts a disk of 256 KiB for one test. All programs that use it must end before the test. */
function smallDisk(): string {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=256k', 'guiderail-test', folder]);
  onTestFinished(() => void execFileSync('/bin/umount', [folder]));
  return folder;
}

/** Fills the disk. Returns a function that makes room again. */
function fill(disk: string): () => void {
  const file = join(disk, 'filler');
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(file, Buffer.alloc(Number(bavail) * Number(bsize)));
  return () => rmSync(file);
}

const body = [
  fence('$ export A=1', 'id=set'),
  fence('$ echo $A\n1', 'id=use'),
  fence('$ touch made && echo made\nmade', 'id=make'),
].join('\n\n');

const full = {
  verdict: 'errored',
  message: expect.stringContaining('no room left on the disk for'),
  next: 'Make room there, then run the step again.',
  commands: [],
};

async function endsWithoutAWord({ program }: ProgramClient): Promise<void> {
  await program.stop();
  expect([program.ended(), program.printed().stderr]).toEqual([0, '']);
}

test('runs: a full temporary folder gives errored runs, until there is room again', async ({ task }) => {
  leavesNothing();
  const disk = smallDisk();
  // A short command fits into the disk block of the previous command. These long commands need a new block.
  const long = `: ${'x'.repeat(8192)}`;
  const steps = [
    fence('$ export A=1', 'id=set'),
    fence(`$ echo $A; ${long}\n1`, 'id=use'),
    fence(`$ touch made && echo made; ${long}\nmade`, 'id=make'),
  ];
  const client = await serveInProgram([...steps, fence('$ echo $A\n1', 'id=short')].join('\n\n'), {
    TMPDIR: disk,
  });
  const makeRoom = fill(disk);
  expect(await runStep(client, 'set')).toMatchObject(full);
  makeRoom();
  expect(await runStep(client, 'set')).toMatchObject({ verdict: 'passed' });
  const makeRoomAgain = fill(disk);
  for (const step of ['use', 'make', 'use']) expect(await runStep(client, step)).toMatchObject(full);
  expect(await runStep(client, 'short')).toMatchObject({ verdict: 'passed' });
  const { results } = (await (await client.call('/api/state')).json()) as RunnerState;
  const verdicts = Object.values(results['x/g'] ?? {}).map(({ step, verdict }) => `${step} ${verdict}`);
  expect(verdicts).toEqual(['set passed', 'use errored', 'make errored', 'short passed']);
  makeRoomAgain();
  for (const step of ['use', 'make'])
    expect(await runStep(client, step)).toMatchObject({ verdict: 'passed' });
  await endsWithoutAWord(client);
  expect(readdirSync(disk)).toEqual([]);
  figure(
    task,
    '4 runs errored, before there was a session and in it; none green that needs room, one that needs ' +
      'none passed; 3 passed in the same session when there was room',
  );
});

test('runs: a run does not start if the journal has no room for it', async ({ task }) => {
  leavesNothing();
  const disk = smallDisk();
  const client = await serveInProgram(body, { GUIDERAIL_CACHE: disk });
  const makeRoom = fill(disk);
  expect(await runStep(client, 'set')).toMatchObject(full);
  makeRoom();
  expect(await runStep(client, 'set')).toMatchObject({ verdict: 'passed' });
  const makeRoomAgain = fill(disk);
  let passed = 0;
  // The journal is written until the last block of its file is full.
  for (; passed < 50 && (await runStep(client, 'use')).verdict === 'passed'; ) passed += 1;
  expect(await runStep(client, 'make')).toMatchObject(full);
  makeRoomAgain();
  expect(await runStep(client, 'make')).toMatchObject({ verdict: 'passed' });
  const [journal = ''] = readdirSync(join(disk, 'journals'));
  const lines = readFileSync(join(disk, 'journals', journal), 'utf8')
    .trimEnd()
    .split('\n');
  expect(
    lines.map((line) => (JSON.parse(line) as { type: string }).type).filter((type) => type === 'ended')
      .length,
  ).toBeGreaterThan(passed);
  await endsWithoutAWord(client);
  figure(
    task,
    `errored when the journal could not be created, and when its last block was full after ${passed} ` +
      `more runs; complete again afterwards, ${lines.length} lines`,
  );
});

const many = 1000;

test('runs: a thousand runs leave no descriptor, file, thread or process', async ({ task }) => {
  leavesNothing();
  const disk = temporaryFolder();
  const client = await serveInProgram(
    [fence('$ echo on\non', 'id=quick'), fence('$ seq 3 | tail -n 1\n3', 'id=piped')].join('\n\n'),
    { TMPDIR: disk },
  );
  const { pid } = client.program;
  const count = () => ({
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    files: readdirSync(disk, { recursive: true }).length,
    threads: readdirSync(`/proc/${pid}/task`).length,
    children: Number(execFileSync('pgrep', ['-c', '-P', String(pid)], { encoding: 'utf8' })),
  });
  const rounds = async (wanted: number) => {
    for (let ran = 0; ran < wanted; ran += 2)
      for (const step of ['quick', 'piped'])
        expect(await runStep(client, step)).toMatchObject({ verdict: 'passed' });
  };
  await rounds(20);
  const before = count();
  const started = performance.now();
  await rounds(many);
  const tookMs = performance.now() - started;
  // Idle connections may be closed in the meantime, so lower numbers are fine.
  const leaked = () =>
    Object.entries(count()).filter(([what, number]) => number > before[what as keyof typeof before]);
  await expect.poll(leaked, { timeout: 10_000 }).toEqual([]);
  expect(client.program.printed().stderr).not.toContain('Warning');
  await client.program.stop();
  expect(readdirSync(disk)).toEqual([]);
  figure(
    task,
    `${many} runs, ${(tookMs / many).toFixed(1)} ms each with its requests; before and ` +
      `after ${before.descriptors} descriptors, ${before.files} files, ${before.children} children`,
  );
});
