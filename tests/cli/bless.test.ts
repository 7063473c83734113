import { lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyPatch } from 'diff';
import { expect, test } from 'vitest';
import { emptyCluster, kubeconfig } from '../support/clusters/empty-cluster.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { guiderail } from '../support/programs/guiderail.ts';

const page = `---
title: T
---

1. Setup:

   \`\`\`console id=make role=setup
   $ mkdir made; echo folder made
   folder made
   \`\`\`

2. Two commands, each with its output:

   \`\`\`console id=look within=0
   $ ls
   made
   $ printf 'NAME   READY   AGE\\nweb    2/2     9s\\n'
   NAME     READY   AGE
   web      2/2     5s
   \`\`\`

\`\`\`console id=clean role=cleanup
$ rm -r made; echo removed
removed
\`\`\`
`;

async function bless(text: string, ...options: string[]) {
  const file = join(temporaryFolder(), 'guide.mdx');
  writeFileSync(file, text);
  const args = [
    'bless',
    file,
    '--target',
    'context=kind-test',
    '--kubeconfig',
    kubeconfig(await emptyCluster()),
    ...options,
  ];
  return { file, ...(await guiderail(args)), after: readFileSync(file, 'utf8') };
}

test('bless: does not change a guide that passes', async () => {
  const { file, status, stdout, stderr, after } = await bless(page, '--write');
  expect([status, stdout, after]).toEqual([0, '', page]);
  expect(stderr).toContain(`${file}: nothing to bless`);
});

test('bless: the patch corrects all differences, and only --write changes the file', async () => {
  const wrong = page
    .replace('folder made\n   `', 'folder created\n   `')
    .replace('2/2     5s', '1/2     5s')
    .replace('removed\n`', 'gone\n`');
  const blessed = await bless(wrong);
  expect([blessed.status, blessed.after]).toEqual([0, wrong]);
  expect(applyPatch(wrong, blessed.stdout)).toBe(page);
  expect(blessed.stderr).toContain('Changes to make (--write makes them):');
  expect(blessed.stderr).toContain(
    `${blessed.file}:18: look: row web, column READY: the page says 1/2, the output says 2/2`,
  );
  expect(blessed.stderr).not.toContain('recording');

  writeFileSync(blessed.file.replace(/mdx$/, 'recording.json'), '{}');
  const again = await guiderail([
    'bless',
    blessed.file,
    '--target',
    'context=kind-test',
    '--kubeconfig',
    kubeconfig(await emptyCluster()),
  ]);
  expect(again.stderr).toContain(
    'The recording of the guide has outputs of the earlier text. Make it again with `test --record`.',
  );

  const written = await bless(wrong, '--write');
  expect([written.status, written.after]).toEqual([0, page]);
  expect(applyPatch(wrong, written.stdout)).toBe(page);
});

test('bless: names what no change of the text can correct, with exit status 1', async () => {
  const failing = page.replace('$ ls\n', '$ ls; (exit 3)\n');
  const { file, status, stdout, stderr } = await bless(failing, '--write');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(
    `${file}:15: look: the command ended with exit status 3; the page expects 0. bless changes no ` +
      'expected exit status',
  );
});

test('bless: reports a command that was not run with the reason, and proposes no exit status', async () => {
  const { file, status, stderr } = await bless(page.replace('$ ls\n', '$ ls "$NO_SUCH_FOLDER"\n'), '--write');
  expect(status).toBe(1);
  expect(stderr).toContain(
    `${file}:15: look: The command at line 15 was not run because \`$NO_SUCH_FOLDER\` has no value: no ` +
      `step above sets it. Set it in a step above. If it may be empty, write \`\${NO_SUCH_FOLDER-}\`.`,
  );
});

test('bless: changes the file that a link leads to', async () => {
  const folder = temporaryFolder();
  const [file, link] = [join(folder, 'real.mdx'), join(folder, 'link.mdx')];
  writeFileSync(file, page.replace('removed\n`', 'gone\n`'));
  symlinkSync(file, link);
  const { status } = await guiderail([
    'bless',
    link,
    '--write',
    '--target',
    'context=kind-test',
    '--kubeconfig',
    kubeconfig(await emptyCluster()),
  ]);
  expect([status, lstatSync(link).isSymbolicLink(), readFileSync(file, 'utf8')]).toEqual([0, true, page]);
});
