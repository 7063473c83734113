import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectFolder } from '../../runner/guides.ts';
import { guideOf } from '../support/guide-text.ts';
import { servingProgram } from '../support/serving-program.ts';
import { siteProject } from '../support/site-project.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Arguments of unshare(1): the kernel gives a program in this namespace at most so many inotify watches (ENOSPC). */
const withWatches = (count: number) => ['--user', '--map-root-user', 'sh', '-c', `echo ${count} >/proc/sys/user/max_inotify_watches && exec "$0" "$@"`];

/** Runs `serve` without a cluster on a copy of this project, whose guides the test may change. The inotify watches suffice for the present files only. */
async function serveCopy() {
  const project = siteProject();
  onTestFinished(project.remove);
  for (const part of ['runner', 'package-lock.json']) cpSync(join(projectFolder, part), join(project.folder, part), { recursive: true });
  const env = { GUIDERAIL_CACHE: temporaryFolder(), PATH: `${join(projectFolder, 'node_modules', '.bin')}:${process.env['PATH']}` };
  const content = join(project.folder, 'content');
  const watches = readdirSync(content, { recursive: true }).length + 1;
  const args = [...withWatches(watches), process.execPath, join(project.folder, 'runner', 'main.ts'), 'serve', '--target', 'recorded', '--port', '0'];
  const program = await servingProgram(args, env, 'unshare');
  const said = () => program.printed().stderr;
  const front = new Set<number>();
  /** The status of the page of a guide, and the code with which its Run is refused: `not-live` for a known guide, since there is no cluster. */
  const asked = async (name: string, text: string) => {
    front.add((await fetch(program.origin)).status);
    const page = await fetch(`${program.origin}/${name}/`);
    const [step] = guideOf(text).guide.steps;
    const body = JSON.stringify({ guide: name, step: step?.id, hash: step?.hash, key: String(Math.random()), mode: 'only' });
    const run = await fetch(`${program.origin}/api/runs`, { method: 'POST', headers: { authorization: `Bearer ${program.token}` }, body });
    return [page.status, ((await run.json()) as { code: string }).code];
  };
  return { program, said, asked, front, content };
}

const textOf = (printed: string) => `\`\`\`console id=only\n$ echo ${printed}\n${printed}\n\`\`\``;

test('serve: without file watches it follows guides that are added, saved by renaming and removed, page and Run alike', { timeout: 180_000 }, async () => {
  const { program, said, asked, front, content } = await serveCopy();
  const becomes = (text: string, answers: readonly unknown[]) => expect.poll(() => asked('added', text), { timeout: 60_000, interval: 200 }).toEqual(answers);
  const save = (text: string) => {
    writeFileSync(join(content, 'added.tmp'), `---\ntitle: Added\n---\n${text}\n`);
    renameSync(join(content, 'added.tmp'), join(content, 'added.mdx'));
  };
  await becomes(textOf('one'), [404, 'unknown-guide']);
  save(textOf('one'));
  await becomes(textOf('one'), [200, 'not-live']);
  save(textOf('two'));
  await becomes(textOf('two'), [200, 'not-live']);
  expect(await asked('added', textOf('one'))).toEqual([200, 'stale-hash']);
  rmSync(join(content, 'added.mdx'));
  await becomes(textOf('two'), [404, 'unknown-guide']);
  // If the site cannot be built, the served one stays, as it does during a build.
  save('[nowhere](/nowhere/)');
  await expect.poll(said, { timeout: 60_000 }).toContain('The pages stay as they are: The site could not be built:');
  rmSync(join(content, 'added.mdx'));
  expect((await fetch(program.origin)).headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(front).toEqual(new Set([200]));

  // The folder is gone: the served site must stay.
  const kept = `${content}-kept`;
  renameSync(content, kept);
  await expect.poll(said, { timeout: 10_000 }).toContain(`The pages stay as they are: there is no folder ${content}.`);
  expect((await fetch(`${program.origin}/istio/kubernetes-services-for-egress-traffic/`)).status).toBe(200);
  renameSync(kept, content);
  mkdirSync(join(content, 'below'));
  writeFileSync(join(content, 'below', 'broken.mdx'), '---\ntitle: Broken\n---\n```console id=only\nno command\n```\n');
  await expect.poll(said, { timeout: 10_000 }).toContain('The pages stay as they are:\n');
  expect(program.ended()).toBe(undefined);
});
