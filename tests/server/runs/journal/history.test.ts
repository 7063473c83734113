import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { journalKeepMs } from '../../../../runner/limits.ts';
import { readJournal, takeHistory } from '../../../../runner/server/runs/journal/history.ts';
import { Journal } from '../../../../runner/server/runs/journal/journal.ts';
import { temporaryFolder } from '../../../support/guides/temporary-folder.ts';

const guide = { guide: 'x/g', file: '/g.mdx' };
const started = (run: string, step: string) => ({
  run,
  step,
  hash: 'h',
  at: '2026-01-01T00:00:00.000Z',
  ...guide,
});
const lines = (...entries: object[]) => `${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n`;

test('readJournal: the last run of each step; ignores a cut line and runs before a reset', () => {
  const text = lines(
    { type: 'started', ...started('1', 'a') },
    { type: 'forgotten', ...guide },
    { type: 'started', ...started('2', 'b') },
    { type: 'ended', run: '2', verdict: 'failed', at: '' },
    { type: 'started', ...started('3', 'b') },
    { type: 'ended', run: '3', verdict: 'passed', at: '' },
    { type: 'started', ...started('4', 'c') },
  );
  expect(readJournal(`${text}{"type":"ended","run":"4","ver`)).toEqual([
    { ...started('3', 'b'), verdict: 'passed' },
    started('4', 'c'),
  ]);
});

test('takeHistory: takes the journals of dead runners about these guides once, and removes old ones', () => {
  const folder = join(temporaryFolder(), 'journals');
  expect(takeHistory(folder, [guide])).toEqual([]);
  mkdirSync(folder);
  const write = (name: string, ...entries: object[]) => writeFileSync(join(folder, name), lines(...entries));
  write('4194304-1-older.jsonl', { type: 'started', ...started('1', 'a') });
  utimesSync(join(folder, '4194304-1-older.jsonl'), new Date(), new Date(Date.now() - 5000));
  write('4194304-2-newer.jsonl', { type: 'started', ...started('2', 'a') });
  write('4194304-3-other.jsonl', { type: 'started', ...started('3', 'a'), file: '/other.mdx' });
  write('4194304-4-forgotten.jsonl', { type: 'started', ...started('4', 'a'), file: '/other.mdx' });
  utimesSync(
    join(folder, '4194304-4-forgotten.jsonl'),
    new Date(),
    new Date(Date.now() - journalKeepMs - 5000),
  );
  const living = new Journal(folder, 'living');
  living.started(started('5', 'a'));
  expect(takeHistory(folder, [guide])).toEqual([started('2', 'a')]);
  expect(takeHistory(folder, [guide])).toEqual([]);
  expect(
    readdirSync(folder)
      .map((name) => name.replace(/^.*-/, ''))
      .sort(),
  ).toEqual(['living.jsonl', 'other.jsonl']);
  living.close();
  expect(existsSync(join(folder, '4194304-3-other.jsonl'))).toBe(true);
});
