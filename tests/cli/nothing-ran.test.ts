import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/guide/report.ts';
import { emptyCluster, kubeconfig } from '../support/clusters/empty-cluster.ts';
import { guideFile } from '../support/guides/guide-file.ts';
import { fence } from '../support/guides/guide-text.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { guiderail } from '../support/programs/guiderail.ts';

const skipped = [fence('$ echo a', 'id=a skip="not here"'), fence('$ echo b', 'id=b when="kubernetes<1.2"')];

async function call(fences: readonly string[], ...options: string[]) {
  const { file } = guideFile(fences);
  const answer = await guiderail([
    'test',
    file,
    '--target',
    'context=kind-test',
    '--kubeconfig',
    kubeconfig(await emptyCluster()),
    ...options,
  ]);
  return { file, ...answer };
}

test('test: if each step is skipped, the exit status is 2 and the message says why', async () => {
  const { file, status, stdout, stderr } = await call(skipped);
  expect([status, stderr]).toEqual([
    2,
    `Each step was skipped, so nothing was compared with the page:\n  ${file}: a: not here\n  ${file}: ` +
      'b: needs kubernetes <1.2, the target has 1.35.4 [nothing-ran]\n',
  ]);
  expect(stdout).toContain('  Each step was skipped, so nothing was compared with the page.\n');
});

test('test: a cleanup that ran does not count if all other steps were skipped', async () => {
  const { status, stdout } = await call([...skipped, fence('$ true', 'id=clean role=cleanup')]);
  expect([status, stdout]).toEqual([
    2,
    expect.stringContaining('  Each step but cleanup was skipped, so nothing was compared with the page.\n'),
  ]);
});

test('test: if the step of --step is skipped, the exit status is 2, whatever passed before it', async () => {
  const { file, status, stderr } = await call([fence('$ echo x\nx', 'id=x'), ...skipped], '--step', 'a');
  expect([status, stderr]).toEqual([
    2,
    `The step a was skipped, so nothing was compared with the page:\n  ${file}: a: not here [nothing-ran]\n`,
  ]);
});

test('test: one step that passed is enough for exit status 0', async () => {
  expect((await call([fence('$ echo x\nx', 'id=x'), ...skipped])).status).toBe(0);
});

test('test: an empty shard gives exit status 0, says so, and writes its reports', async () => {
  const folder = temporaryFolder();
  const reporters = ['json', 'junit', 'tap'].flatMap((format) => [
    '--reporter',
    `${format}=${join(folder, format)}`,
  ]);
  const { status, stdout, stderr } = await call(
    [fence('$ echo x\nx', 'id=x')],
    '--shard',
    '3/3',
    ...reporters,
  );
  expect([status, stdout, stderr]).toEqual([
    0,
    '',
    'There is nothing to run in shard 3/3: there is only 1 pass.\n',
  ]);
  expect(JSON.parse(readFileSync(join(folder, 'json'), 'utf8')) as Report[]).toEqual([]);
  expect(readFileSync(join(folder, 'tap'), 'utf8')).toBe('TAP version 14\n1..0\n');
  expect(readFileSync(join(folder, 'junit'), 'utf8')).toContain('<testsuites tests="0"');
});
