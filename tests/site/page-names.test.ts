import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteProblems } from '../../runner/check/site-problems.ts';
import type { RunningServer } from '../../runner/server/server.ts';
import type { Guide } from '../../src/guide/model.ts';
import { addressOf } from '../../src/guide/page/page-name.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { fence } from '../support/guides/guide-text.ts';
import { type SiteBuild, type SiteProject, siteProject } from '../support/guides/site-project.ts';
import { serverWithoutTarget } from '../support/servers/loopback-server.ts';
import { askerOf, runsOf } from '../support/servers/served-guide.ts';

/** File names with a special meaning in site builders, addresses, HTML, globs or Markdown. */
const names = [
  'My-Guide',
  'A',
  'a',
  'v1.2',
  'my guide',
  'a_b+c',
  'über',
  'u\u0308mlaut',
  '日本',
  '🚀',
  'sub/index',
  'Sub.Dir/Page',
  "it's",
  'a&b',
  '(x)',
  '[x]',
  '{z}',
  '<b>"q"',
  'a,b;c=d@e!f~g$h',
  'b*c|d',
  '[...y]',
  ' lead',
  '_x',
  '-',
];
const files = ['a b.txt', '50%.txt', '50~25.txt', 'x#y?.txt', 'ü+&.txt'];

/**
 * A page with MDX features beyond Markdown. `check` accepts all of them, so the site must build the page and
 * show each step.
 */
const allOfMdx = `---
title: All of MDX
draft: false
lastUpdated: 2026-01-31
---

import { Tabs as Ways, TabItem } from '@astrojs/starlight/components';
export const versions = { istio: '1.21', all({ a, b: [c] }) { return a + c } };

{/* {namespace} <pod> */}

{frontmatter.title} {versions.istio} {versions.all({ a: 1, b: [2] })} {Math.max(1, 2)} \
{[1, 2].map((each) => <b>{each}</b>)} {' '} \\{namespace} \\<pod>
a < b, a > b, a } b, <my-element>a</my-element> <Fragment>a</Fragment> <>b</> <br /> \
<a href={\`/\${'errors'}/\`}>a</a>[^1]

<svg viewBox="0 0 1 1"><path d="M0 0" /><linearGradient /></svg>

<Ways><TabItem label="a">
${fence('$ id', 'id=tab')}
</TabItem></Ways>

> ${fence('$ id', 'id=quote').replaceAll('\n', '\n> ')}

- [ ] Do:

\t${fence('$ id', 'id=item').replaceAll('\n', '\n\t')}

<details>
<summary>More</summary>

${fence('$ id', 'id=details')}
</details>

:::note
${fence('$ id', 'id=aside')}
:::

[^1]: Note.

    ${fence('$ id', 'id=footnote').replaceAll('\n', '\n    ')}
`;

let project: SiteProject;
let built: SiteBuild;
let server: RunningServer;
const guides: Guide[] = [];

/**
 * The second half of the pages has Windows line ends and a byte order mark; every other page has no `guide:`
 * in its front matter.
 */
beforeAll(async () => {
  project = siteProject();
  for (const [at, name] of names.entries()) {
    const file = join(project.folder, 'content', `${name}.mdx`);
    const steps = fence(
      `$ cat ${files.map((each) => `'${each}'`).join(' ')} \\\n  /dev/null\n${files.join('\n')}`,
      'id=a',
    );
    const text =
      `---\ntitle: ${JSON.stringify(`Title of ${name}`)}\n${at % 2 === 0 ? '' : 'guide: {}\n'}---\n\n` +
      `Text before.\n\n${steps}\n`;
    mkdirSync(file.replace(/mdx$/, 'files'), { recursive: true });
    for (const each of files) writeFileSync(join(file.replace(/mdx$/, 'files'), each), `${each}\n`);
    writeFileSync(file, at < names.length / 2 ? text : `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    guides.push(parseGuide(text, { file, name }).guide);
  }
  writeFileSync(join(project.folder, 'content', 'all-of-mdx.mdx'), allOfMdx);
  built = await project.build({ GUIDERAIL_EDIT_URL: '' });
  const site = join(project.folder, 'dist');
  server = await serverWithoutTarget({ guides, site });
  server.runs.setTarget(loopbackTarget());
}, 180_000);

afterAll(async () => {
  await server?.close();
  project?.remove();
});

async function textAt(address: string): Promise<string> {
  const answer = await fetch(new URL(address, server.origin));
  return answer.ok ? answer.text() : `${answer.status} at ${address}`;
}

const entities: Readonly<Record<string, string>> = {
  '#38': '&',
  amp: '&',
  quot: '"',
  '#34': '"',
  '#39': "'",
  lt: '<',
  gt: '>',
};

function unescaped(html: string): string {
  return html.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);
}

/** The links that a browser would follow. */
function linksOf(html: string): string[] {
  return [...html.matchAll(/ href="([^"]*)"/g)].map(([, href = '']) => unescaped(href));
}

test('site: can be built with all these names of pages', () => {
  expect([built.status, built.status === 0 ? '' : built.output]).toEqual([0, '']);
});

test('site: shows each step of a page with all MDX features that `check` accepts', async () => {
  const file = join(project.folder, 'content', 'all-of-mdx.mdx');
  const parsed = parseGuide(allOfMdx, { file, name: 'all-of-mdx' });
  expect([...parsed.problems, ...siteProblems(parsed, file)]).toEqual([]);
  const shown = [...(await textAt('/all-of-mdx/')).matchAll(/ data-step="([^"]*)"/g)].map(([, id]) => id);
  expect(shown.toSorted()).toEqual(parsed.guide.steps.map(({ id }) => id).toSorted());
});

test.each(names)('site: serves the page %j, its Markdown and its files, and runs its step', async (name) => {
  const page = await textAt(`${addressOf(name.replace(/\/index$/, ''))}/`);
  expect(unescaped(/ data-guide="([^"]*)"/.exec(page)?.[1] ?? page)).toBe(name);
  const links = linksOf(page);
  const own = links.filter((href) => href.startsWith('/files/'));
  expect(await Promise.all(own.map(textAt))).toEqual(files.toSorted().map((each) => `${each}\n`));
  const [markdown = ''] = links.filter((href) => href.endsWith('.md'));
  expect(await textAt(markdown)).toContain(`# Title of ${name}\n\nText before.\n\n\`\`\`console id=a\n`);
  const guide = guides.find((each) => each.name === name) as Guide;
  const { run, ended } = askerOf(server, guide);
  const [queued] = await runsOf(await run('a', { guide: name }));
  expect(await ended(queued?.run ?? '')).toMatchObject({ verdict: 'passed' });
});

test('site: links of the sidebar lead to pages, and links of llms.txt to Markdown', async () => {
  const pages = linksOf(await textAt('/')).filter(
    (href) => /^\/[^#]/.test(href) && !/^\/(_astro|favicon)/.test(href),
  );
  expect(pages.length).toBeGreaterThan(names.length);
  for (const href of pages) expect(await textAt(href)).not.toMatch(/^\d+ at /);
  const listed = [...(await textAt('/llms.txt')).matchAll(/\]\((\/[^)]*)\)/g)].map(([, href = '']) => href);
  expect(listed.length).toBeGreaterThan(names.length);
  for (const href of listed) expect(await textAt(href)).toMatch(/^# /);
});
