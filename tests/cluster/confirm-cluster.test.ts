import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyCluster, kubeconfigOf } from '../support/clusters/empty-cluster.ts';
import { guideFile } from '../support/guides/guide-file.ts';
import { fence } from '../support/guides/guide-text.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { startInTerminal, type TerminalCall } from '../support/programs/guiderail-in-terminal.ts';

test.each<[string, (terminal: TerminalCall) => void, number, string]>([
  ['the name', ({ type }) => type('prod\r'), 0, '1 passed'],
  ['another name', ({ type }) => type('dev\r'), 3, 'Not confirmed. Nothing was written. [not-confirmed]'],
  ['Ctrl-C', ({ type }) => type('\u0003'), 3, 'Not confirmed. Nothing was written. [not-confirmed]'],
  ['Ctrl-D', ({ type }) => type('\u0004'), 3, 'Not confirmed. Nothing was written. [not-confirmed]'],
  ['SIGTERM', ({ pid }) => process.kill(pid, 'SIGTERM'), 1, 'Stopping'],
  ['SIGINT', ({ pid }) => process.kill(pid, 'SIGINT'), 1, 'Stopping'],
])('test: %s is an answer to the question for a confirmation', async (_, answer, status, said) => {
  const { file } = guideFile([fence('$ echo a\na', 'id=a')]);
  const config = join(temporaryFolder(), 'kubeconfig');
  writeFileSync(config, JSON.stringify(kubeconfigOf(await emptyCluster(), { name: 'prod' })));
  const terminal = startInTerminal(['test', file, '--target', 'context=prod', '--kubeconfig', config]);
  await expect
    .poll(terminal.printed, { timeout: 20_000, interval: 20 })
    .toContain('Type the name of the context to go on: ');
  answer(terminal);
  expect([await terminal.ended, terminal.printed()]).toEqual([status, expect.stringContaining(said)]);
});
