import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blessByRunning } from '../../runner/bless/bless-by-running.ts';
import { runPass } from '../../runner/pass/guide-pass.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { fence } from '../support/guides/guide-text.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

/** Blesses a guide in real shells. The guide's commands may count their runs in the file `$COUNT`. */
async function blessed(...fences: string[]) {
  return blessedWhere(undefined, ...fences);
}

/** Blesses a guide. `broken`: the error of each pass. */
async function blessedWhere(broken: string | undefined, ...fences: string[]) {
  const folder = temporaryFolder();
  const file = join(folder, 'guide.mdx');
  const source = `---\ntitle: T\n---\n\n${fences.join('\n\n').replaceAll('COUNT', join(folder, 'count'))}\n`;
  writeFileSync(file, source);
  const { guide, problems } = parseGuide(source, { file, name: 'guide' });
  expect(problems).toEqual([]);
  let runs = 0;
  const result = await blessByRunning(guide, source, async (current, choices) => {
    runs += 1;
    const report = await runPass({
      guide: current,
      choices,
      target: loopbackTarget(),
      signal: new AbortController().signal,
    });
    return broken === undefined ? report : { ...report, error: broken };
  });
  return { source, runs, ...result };
}

test('blessByRunning: a guide that passes runs once and does not change', async () => {
  const { source, runs, text, status, refusals } = await blessed(fence('$ echo a\na'));
  expect([runs, status, text, refusals]).toEqual([1, 0, source, []]);
});

test('blessByRunning: runs each pass, and runs a changed pass again', async () => {
  const one = fence('$ X=1; echo made\nmade', 'id=one role=setup choice=c:one');
  const two = fence('$ X=2; echo made\nset', 'id=two role=setup choice=c:two');
  const { source, runs, text, status } = await blessed(
    one,
    two,
    fence('$ echo done\nover', 'id=end role=cleanup within=0'),
  );
  expect([runs, status, text]).toEqual([
    4,
    0,
    source.replace('\nset\n', '\nmade\n').replace('\nover\n', '\ndone\n'),
  ]);
});

test('blessByRunning: two runs that disagree become a proposal, and a third run proves it', async () => {
  const { source, runs, text, status, proposals } = await blessed(
    fence('$ echo x >> COUNT; echo run $(wc -l < COUNT) of it\nrun zero of it', 'id=a'),
  );
  expect([runs, status, text, proposals.length]).toEqual([3, 0, source.replace('zero', '...'), 1]);
});

test('blessByRunning: reports a command that fails, and blesses the steps after it', async () => {
  const { source, text, status, refusals } = await blessed(
    fence('$ (exit 3)\na', 'id=a'),
    fence('$ echo b\nc', 'id=b within=0'),
  );
  expect([status, text]).toEqual([1, source.replace('\nc\n', '\nb\n')]);
  expect(refusals).toEqual([{ line: 6, step: 'a', text: expect.stringContaining('exit status 3') }]);
});

test('blessByRunning: the outputs of a pass that lost its cluster change nothing', async () => {
  const { source, runs, text, status } = await blessedWhere(
    'It is another cluster.',
    fence('$ echo b\nc', 'id=b within=0'),
  );
  expect([runs, status, text]).toEqual([1, 3, source]);
});
