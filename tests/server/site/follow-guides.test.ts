import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copiedProject } from '../../support/guides/copied-project.ts';
import { guideOf } from '../../support/guides/guide-text.ts';
import { servingProgram } from '../../support/servers/serving-program.ts';

/** Arguments of unshare(1) that limit the inotify watches of a program; more of them fail with ENOSPC. */
const withWatches = (count: number) => [
  '--user',
  '--map-root-user',
  'sh',
  '-c',
  `echo ${count} >/proc/sys/user/max_inotify_watches && exec "$0" "$@"`,
];

/**
 * Runs `serve` without a cluster on a copy of this project, whose guides the test may change. There are only
 * enough inotify watches for the files that exist at the start.
 */
async function serveCopy() {
  const project = copiedProject();
  onTestFinished(project.remove);
  const { content } = project;
  const watches = readdirSync(content, { recursive: true }).length + 1;
  const args = [
    ...withWatches(watches),
    process.execPath,
    join(project.folder, 'runner', 'main.ts'),
    'serve',
    '--target',
    'recorded',
    '--port',
    '0',
  ];
  const program = await servingProgram(args, project.env, { command: 'unshare', cwd: project.folder });
  const said = () => program.printed().stderr;
  const front = new Set<number>();
  /**
   * The status of the page of a guide, and the code with which its Run is refused: `not-live` for a known
   * guide, since there is no cluster.
   */
  const answersFor = async (name: string, text: string) => {
    front.add((await fetch(program.origin)).status);
    const page = await fetch(`${program.origin}/${name}/`);
    const [step] = guideOf(text).guide.steps;
    const body = JSON.stringify({
      guide: name,
      step: step?.id,
      hash: step?.hash,
      key: String(Math.random()),
      mode: 'only',
    });
    const run = await fetch(`${program.origin}/api/runs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${program.token}` },
      body,
    });
    return [page.status, ((await run.json()) as { code: string }).code];
  };
  return { program, said, answersFor, front, content };
}

const textOf = (printed: string) => `\`\`\`console id=only\n$ echo ${printed}\n${printed}\n\`\`\``;

test('serve: follows guides that are added, saved by renaming and removed, without file watches', {
  timeout: 400_000,
}, async () => {
  const { program, said, answersFor, front, content } = await serveCopy();
  const becomes = (text: string, answers: readonly unknown[]) =>
    expect.poll(() => answersFor('added', text), { timeout: 120_000, interval: 200 }).toEqual(answers);
  const save = (text: string) => {
    writeFileSync(join(content, 'added.tmp'), `---\ntitle: Added\n---\n${text}\n`);
    renameSync(join(content, 'added.tmp'), join(content, 'added.mdx'));
  };
  await becomes(textOf('one'), [404, 'unknown-guide']);
  save(textOf('one'));
  await becomes(textOf('one'), [200, 'not-live']);
  const warned = textOf('two').replace('$ echo', '$ echo "${FIRST-}" "$SECOND"');
  save(warned);
  await becomes(warned, [200, 'not-live']);
  save(textOf('two'));
  await becomes(textOf('two'), [200, 'not-live']);
  expect(await answersFor('added', textOf('one'))).toEqual([200, 'stale-hash']);
  rmSync(join(content, 'added.mdx'));
  await becomes(textOf('two'), [404, 'unknown-guide']);
  expect(
    said().split('content/added.mdx:5: warning: No step sets `$SECOND`, ').length - 1,
    'times that the warning was printed',
  ).toBe(1);
  // If the site cannot be built, the served one stays, as it does during a build.
  save('[nowhere](/nowhere/)');
  await expect
    .poll(said, { timeout: 120_000 })
    .toContain(
      'The pages stay as they are:\ncontent/added.mdx:4: The link /nowhere/ leads nowhere. The site ' +
        'has no page or file there. Correct or remove the link. [dead-link]\n',
    );
  rmSync(join(content, 'added.mdx'));
  expect((await fetch(program.origin)).headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(front).toEqual(new Set([200]));

  // The folder is gone: the served site must stay.
  const kept = `${content}-kept`;
  renameSync(content, kept);
  await expect
    .poll(said, { timeout: 10_000 })
    .toContain(
      `The pages stay as they are:\nThere is no folder ${content}. The pages follow it again when it ` +
        'is back.\n',
    );
  expect((await fetch(`${program.origin}/istio/kubernetes-services-for-egress-traffic/`)).status).toBe(200);
  renameSync(kept, content);
  mkdirSync(join(content, 'below'));
  writeFileSync(
    join(content, 'below', 'broken.mdx'),
    '---\ntitle: Broken\n---\n```console id=only\nno command\n```\n',
  );
  await expect
    .poll(said, { timeout: 10_000 })
    .toMatch(/The pages stay as they are:\ncontent\/below\/broken\.mdx:5: .* \[text-before-prompt\]\n/);
  expect(program.ended()).toBe(undefined);
});

test('serve: if a page breaks the site, ends with one sentence about it and exit status 2', {
  timeout: 120_000,
}, () => {
  const project = copiedProject({ 'index.mdx': '---\ntitle: Home\n---\n\n[Text](/nowhere/).\n' });
  onTestFinished(project.remove);
  const args = [join(project.folder, 'runner', 'main.ts'), 'serve', '--target', 'recorded', '--port', '0'];
  const env = { ...process.env, ...project.env, NODE_NO_WARNINGS: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project.folder,
    env,
    encoding: 'utf8',
  });
  const fault =
    'content/index.mdx:5: The link /nowhere/ leads nowhere. The site has no page or file there. ' +
    'Correct or remove the link. [dead-link]';
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: `Building the site (usually 15 s)\n${fault}\n1 problem; the site was not built. [guide-faults]\n`,
  });
});
