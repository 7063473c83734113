import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { deadRecords, openRecord } from '../../runner/cleanup/pass-record.ts';
import type { TargetOrigin } from '../../runner/cluster/target.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

/** A pid above the highest possible pid of Linux, so no process has it. */
const deadPid = 2 ** 22 + 1;
const here: TargetOrigin = { kind: 'local', name: 'here' };
const about = { guide: 'a', origin: here, cluster: 'new', longestStepMs: 0, makes: [], before: [] };

function recordsOf(dead: Readonly<Record<string, object>>): string {
  const cache = temporaryFolder();
  vi.stubEnv('GUIDERAIL_CACHE', cache);
  onTestFinished(() => void vi.unstubAllEnvs());
  const folder = join(cache, 'passes');
  mkdirSync(folder);
  for (const [name, own] of Object.entries(dead))
    writeFileSync(
      join(folder, `${name}.json`),
      JSON.stringify({ ...about, pid: deadPid, startTicks: 0, made: {}, ...own }),
    );
  return folder;
}

test('openRecord: deletes only the records of dead passes on an earlier cluster of this name', () => {
  const folder = recordsOf({
    'earlier-cluster': { cluster: 'old' },
    'this-cluster': {},
    'another-name': { cluster: 'old', origin: { kind: 'local', name: 'there' } },
    'a-context': { cluster: 'old', origin: { kind: 'context', context: 'here', files: [] } },
  });
  const record = openRecord(about);
  expect(readdirSync(folder).filter((name) => !name.startsWith(`${process.pid}-`))).toEqual([
    'a-context.json',
    'another-name.json',
    'this-cluster.json',
  ]);
  record.remove();
});

test('openRecord: a pass on a context deletes no record, and ignores files that it cannot read', () => {
  const folder = recordsOf({ earlier: { cluster: 'old' } });
  writeFileSync(join(folder, 'broken.json'), '{');
  const record = openRecord({ ...about, origin: { kind: 'context', context: 'here', files: [] } });
  openRecord(about).remove();
  record.remove();
  expect(readdirSync(folder)).toEqual(['broken.json']);
});

test('openRecord and deadRecords: leave out a record whose kind of target this version does not have', () => {
  const folder = recordsOf({
    later: { origin: { kind: 'later', name: 'here' } },
    'no-origin': { origin: null },
  });
  openRecord(about).remove();
  expect(deadRecords()).toEqual([]);
  expect(readdirSync(folder)).toEqual(['later.json', 'no-origin.json']);
});
