import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openRecord } from '../../runner/cleanup/pass-record.ts';
import type { TargetOrigin } from '../../runner/cluster/target.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

/** Linux gives no process a number as high. */
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

test('pass record: what dead passes left in an earlier cluster of this name is forgotten, and nothing else', () => {
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

test('pass record: a pass on a context forgets none, and one that cannot be read hinders no pass', () => {
  const folder = recordsOf({ earlier: { cluster: 'old' } });
  writeFileSync(join(folder, 'broken.json'), '{');
  const record = openRecord({ ...about, origin: { kind: 'context', context: 'here', files: [] } });
  openRecord(about).remove();
  record.remove();
  expect(readdirSync(folder)).toEqual(['broken.json']);
});
