import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, type RunnerTestCase, test } from 'vitest';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { desk, launchChromium } from '../support/browser/chromium.ts';
import { pressRun, runToHere, settledState } from '../support/browser/served-page.ts';
import { type CopiedProject, copiedProject } from '../support/guides/copied-project.ts';
import { fence } from '../support/guides/guide-text.ts';
import { figure } from '../support/measure/figure.ts';
import { type ServingProgram, servingProgram } from '../support/servers/serving-program.ts';

/** The open page says what happened within this time, if the machine has nothing else to do. */
const soonMs = 3000;

let browser: Browser;
let project: CopiedProject;
let program: ServingProgram;

/** The guide of this file: no `guide:` in its front matter. */
function guideText({ prose = 'First text.', printed = 'one' } = {}): string {
  const gate = join(project.folder, 'gate');
  return [
    '---\ntitle: Guide\n---',
    prose,
    '## Set',
    fence(`$ x=one; echo ${printed}\n${printed}`, 'id=set'),
    '## Use',
    fence('$ cat a.txt; echo "$x again"\nfile\none again', 'id=use'),
    '## Long',
    fence(`$ until [ -e ${gate} ]; do sleep 0.05; done; echo on\non`, 'id=long timeout=5m'),
    '',
  ].join('\n\n');
}

const home = '---\ntitle: Home\n---\n\nThe first page.\n';
const otherText = (prose: string) => `---\ntitle: Other\n---\n\n${prose}\n`;
const building = (...files: string[]) =>
  `Changed: ${files.join(', ')}. The pages are being built again. You can use this page meanwhile.`;
const saved = 'This page was saved and built again. Reload it to see the new text.\nReload';
const refused =
  'The last save has a problem, so the pages still show the last good text. Correct the file and save ' +
  'it again.\n';

beforeAll(async () => {
  browser = await launchChromium();
  project = copiedProject({ 'index.mdx': home });
  project.save('guide.mdx', guideText());
  project.save('guide.files/a.txt', 'file\n');
  const { guide } = parseGuide(guideText(), { file: 'content/guide.mdx', name: 'guide' });
  const steps = Object.fromEntries(
    guide.steps.map(({ id, hash }) => [
      id,
      { hash, ms: 10, commands: [{ output: 'one\n', exit: 0, ms: 10 }] },
    ]),
  );
  project.save(
    'guide.recording.json',
    JSON.stringify({
      guide: 'guide',
      recordedAt: '2026-11-20T10:00:00.000Z',
      versions: { kubernetes: '1.35.4' },
      steps,
    }),
  );
  program = await servingProgram(
    [join(project.folder, 'tests', 'support', 'servers', 'following-server.ts')],
    project.env,
    { cwd: project.folder, lasts: true },
  );
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await program?.stop();
  project?.remove();
}, 60_000); // If a test failed while a step ran, the program waits for the step.

let page: Page;

beforeEach(async () => {
  page = await openPage('/guide/');
});

/** An open page that has heard of the site, and shows no note of it. */
async function openPage(address: string): Promise<Page> {
  const context = await browser.newContext(desk);
  onTestFinished(() => context.close());
  const opened = await context.newPage();
  await opened.goto(`${program.origin}${address}#token=${program.token}`);
  await opened.locator('[data-target-phase="live"]').waitFor();
  return opened;
}

/** The notes in the bar, as they are read. */
const notesOf = (on: Page) => on.locator('[data-bar-notes] .bar-note').allInnerTexts();

/**
 * Waits until the page says `last` and nothing else, and gives all that it said since `act` began, in order;
 * `firstMs`: how long after `act` the first of it came.
 */
async function said(
  on: Page,
  act: () => Promise<void> | void,
  last: readonly string[],
): Promise<{ said: string[][]; firstMs: number }> {
  await on.evaluate(() => {
    const heard: { at: number; notes: string[] }[] = [];
    Object.assign(window, { heard });
    const place = document.querySelector('[data-bar-notes]') as Element;
    new MutationObserver(() => {
      const notes = [...place.querySelectorAll<HTMLElement>('.bar-note')].map(({ innerText }) =>
        innerText.replaceAll(/\n+/g, '\n'),
      );
      heard.push({ at: Date.now(), notes });
    }).observe(place, { childList: true });
  });
  await act();
  const from = Date.now();
  const heard = () =>
    on.evaluate(() => (window as unknown as { heard: { at: number; notes: string[] }[] }).heard);
  await expect
    .poll(async () => (await heard()).at(-1)?.notes, { timeout: 20_000, interval: 50 })
    .toEqual(last);
  const all = await heard();
  return {
    said: all.map(({ notes }) => notes).filter((notes) => notes.length > 0),
    firstMs: (all.find(({ notes }) => notes.length > 0)?.at ?? Number.NaN) - from,
  };
}

/** Saves, and expects the page to say at once that it is built again, and then what came of it. */
async function tells(
  task: Readonly<RunnerTestCase>,
  act: () => Promise<void> | void,
  expected: readonly string[][],
  on = page,
): Promise<void> {
  const { said: all, firstMs } = await said(on, act, expected.at(-1) ?? []);
  expect(all).toEqual(expected);
  figure(task, `${firstMs} ms from the save to the note`);
  expect(firstMs).toBeLessThan(soonMs);
}

async function reload(text: string): Promise<void> {
  await page.locator('[data-action="reload"]').click();
  await page.getByText(text, { exact: true }).waitFor();
  await page.locator('[data-target-phase="live"]').waitFor();
  expect(await notesOf(page)).toEqual([]);
}

const file = () => join(project.content, 'guide.mdx');

test('saves: a page without `guide:` has its verified line, Run, Run to here with a plan, and the terminal', async () => {
  expect(await page.locator('.page-facts').innerText()).toContain(
    'Verified 20 Nov 2026 on Kubernetes 1.35.4',
  );
  expect(await pressRun(page, 'set')).toBe('passed');
  await page.locator('#step-use [data-action="more"]').click();
  await page.locator('.more-list:popover-open [data-action="run-to-here"]').click();
  expect(await page.locator('[data-plan-summary]').innerText()).toContain('1 step runs');
  await page.locator('[data-action="plan-start"]').click();
  expect(await settledState(page, 'use')).toBe('passed');
  await page.keyboard.press('t');
  await page.locator('[data-terminal-line], .terminal-dock input, .terminal-dock textarea').first().waitFor();
});

test('saves: in place, prose only: the results of the steps stay', async ({ task }) => {
  expect(await pressRun(page, 'set')).toBe('passed');
  await tells(task, () => writeFileSync(file(), guideText({ prose: 'Second text.' })), [
    [building('content/guide.mdx')],
    [saved],
  ]);
  expect(await page.locator('[data-announce]').innerText()).toBe(
    'This page was saved and built again. Reload it to see the new text.',
  );
  expect(await pressRun(page, 'set')).toBe('passed');
  await reload('Second text.');
  expect(await page.locator('#step-set').getAttribute('data-state')).toBe('passed');
});

test('saves: renamed over, deleted and created, and twice in 50 ms', async ({ task }) => {
  const again = [[building('content/guide.mdx')], [saved]];
  const written = (prose: string) => writeFileSync(join(project.content, 'guide.tmp'), guideText({ prose }));
  await tells(
    task,
    () => {
      written('Renamed text.');
      renameSync(join(project.content, 'guide.tmp'), file());
    },
    again,
  );
  await reload('Renamed text.');
  await tells(
    task,
    () => {
      rmSync(file());
      writeFileSync(file(), guideText({ prose: 'Created text.' }));
    },
    again,
  );
  await reload('Created text.');
  await tells(
    task,
    async () => {
      writeFileSync(file(), guideText({ prose: 'Early text.' }));
      await pause(50);
      writeFileSync(file(), guideText({ prose: 'Final text.' }));
    },
    again,
  );
  await reload('Final text.');
});

test('saves: a new file, a moved one, a new folder, and a page that is removed', async ({ task }) => {
  await tells(task, () => project.save('other.mdx', otherText('Other.')), [
    [building('content/other.mdx')],
    ['There is a new page: /other/'],
  ]);
  const other = await openPage('/other/');
  const move = () => renameSync(join(project.content, 'other.mdx'), join(project.content, 'moved.mdx'));
  await tells(
    task,
    move,
    [[building('content/moved.mdx', 'content/other.mdx')], ['This page was moved to /moved/']],
    other,
  );
  await expect.poll(() => notesOf(page)).toEqual(['There is a new page: /moved/']);
  await other.locator('.bar-note a').click();
  await other.locator('h1', { hasText: 'Other' }).waitFor();
  expect(new URL(other.url()).pathname).toBe('/moved/');
  await other.locator('[data-target-phase="live"]').waitFor();

  mkdirSync(join(project.content, 'below'));
  await tells(
    task,
    () => project.save('below/new.mdx', otherText('New.')),
    [[building('content/below/new.mdx')], ['There is a new page: /below/new/']],
    other,
  );
  const remove = () => rmSync(join(project.content, 'moved.mdx'));
  await tells(
    task,
    remove,
    [
      [building('content/moved.mdx')],
      ['The file of this page was removed. See the list of all pages', 'There is a new page: /below/new/'],
    ],
    other,
  );
});

test('saves: with an error, another one that only the build finds, and then a good one', async ({ task }) => {
  const wrong = guideText({ prose: 'Wrong text.' }).replace('id=use', 'id=use retry=3');
  const { problems } = parseGuide(wrong, { file: 'content/guide.mdx', name: 'guide' });
  const sentence = problems.map(({ file: at, line, message, code }) => `${at}:${line}: ${message} [${code}]`);
  const first = await said(page, () => writeFileSync(file(), wrong), [`${refused}${sentence.join('\n')}`]);
  expect(first.said).toEqual([[`${refused}${sentence.join('\n')}`]]);
  expect(first.firstMs).toBeLessThan(soonMs);
  expect(await pressRun(page, 'set')).toBe('passed');

  const unbuilt = guideText({ prose: 'Wrong text.\n\nSee [there](/nowhere/).' });
  const link =
    'content/guide.mdx:7: The link /nowhere/ leads nowhere. The site has no page or file there. ' +
    'Correct or remove the link. [dead-link]';
  await tells(task, () => writeFileSync(file(), unbuilt), [
    [building('content/guide.mdx')],
    [`${refused}${link}`],
  ]);
  expect(program.printed().stderr).toContain(`The pages stay as they are:\n${link}\n`);

  await tells(task, () => writeFileSync(file(), guideText({ prose: 'Good text.' })), [
    [building('content/guide.mdx')],
    [saved],
  ]);
  await reload('Good text.');
});

test(
  'saves: a file that is cut short and then written whole is no error, nor is one that is empty for a ' +
    'moment',
  async () => {
    const whole = guideText({ prose: 'Whole text.', printed: 'two' });
    const act = async () => {
      writeFileSync(file(), '');
      await pause(100);
      writeFileSync(file(), whole.slice(0, whole.indexOf('id=set') + 2));
      await pause(100);
      writeFileSync(file(), whole);
    };
    const { said: all } = await said(page, act, [saved]);
    expect(all).toEqual([[building('content/guide.mdx')], [saved]]);
    await reload('Whole text.');
  },
);

test(
  'saves: while a run is under way it goes on, and the page stays usable; a save during a build is not ' +
    'lost',
  async () => {
    expect(await pressRun(page, 'set')).toBe('passed');
    await page.locator('#step-long [data-action="run"]').click();
    await page.locator('#step-long[data-state="running"]').waitFor();
    const { said: all } = await said(page, async () => {
      project.save('guide.files/a.txt', 'another file\n');
      await page.locator('.bar-note', { hasText: 'being built again' }).waitFor();
      writeFileSync(file(), guideText({ prose: 'During the build.', printed: 'three' }));
      await page.locator('.bar-note', { hasText: 'content/guide.mdx' }).waitFor({ timeout: 60_000 });
    }, [saved]);
    expect(all.at(-1)).toEqual([saved]);
    expect(await page.locator('[data-action="stop-all"]').isVisible()).toBe(true);
    expect(await page.locator('#step-long').getAttribute('data-state')).toBe('running');
    writeFileSync(join(project.folder, 'gate'), '');
    expect(await settledState(page, 'long')).toBe('passed');
    await page.locator('#step-set[data-state="stale"]').waitFor();
    await reload('During the build.');
    // The text of the step has changed since, so the result does not belong to it.
    expect(await page.locator('#step-set').getAttribute('data-state')).toBe('idle');
    await runToHere(page, 'set');
    expect(await settledState(page, 'set')).toBe('passed');
  },
);
