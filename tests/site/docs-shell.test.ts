import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixtureSite } from '../support/guides/fixture-site.ts';
import { type SiteBuild, type SiteProject, siteProject } from '../support/guides/site-project.ts';

const at = new Date('2020-01-02T03:04:05Z');
const guide = 'istio/kubernetes-services-for-egress-traffic';

let project: SiteProject;
let built: SiteBuild;

/** The build writes all pages before it checks the links, so one build shows pages and dead links. */
beforeAll(async () => {
  project = siteProject();
  project.commit('content/istio/draft.mdx', '---\ntitle: Secret\ndraft: true\n---\nNot yet.\n', at);
  project.commit(
    'content/istio/planted.mdx',
    '---\ntitle: Planted\n---\n[fine](/#guides), [not](/istio/gone/),\n[nor this](/#gides).\n',
    at,
  );
  built = await project.build({ GUIDERAIL_EDIT_URL: 'https://code.example.org/edit/main' });
}, 120_000);

afterAll(() => project?.remove());

function file(path: string): string {
  return readFileSync(join(project.folder, 'dist', path), 'utf8');
}

test('site: has Markdown pages, llms.txt, dates, edit links, and links to the previous and next page', () => {
  const source = readFileSync(join(project.folder, 'content', `${guide}.mdx`), 'utf8');

  const markdown = file(`${guide}.md`);
  expect(markdown).toMatch(/^# Kubernetes Services for Egress Traffic\n\nGive services /);
  for (const [fence] of source.matchAll(/^ *```[\s\S]*?^ *```$/gm)) expect(markdown).toContain(fence);
  const ownPages = readdirSync(join(project.folder, 'content/guiderail'))
    .sort()
    .map((name) => `guiderail/${name.replace('.mdx', '.md')}`);
  expect(ownPages).toContain('guiderail/security.md');
  expect(file('llms-full.txt')).toBe(
    [file('index.md'), markdown, file('istio/planted.md'), ...ownPages.map(file), file('errors.md')].join(
      '\n---\n\n',
    ),
  );
  expect(file('errors.md')).toContain('### `unknown-option`');
  expect(file('errors/index.html')).not.toContain('Edit page');

  const list = file('llms.txt');
  expect(list).toMatch(
    /^# Guiderail\n\n> Documentation whose commands are true\.\n\n## Pages\n\n- \[Guiderail\]\(\/index\.md\)/,
  );
  expect(list).toMatch(
    new RegExp(
      `\\n## Guides\\n\\n- \\[Kubernetes Services for Egress Traffic\\]\\(/${guide}\\.md\\): Give .* ` +
        'Verified \\d+ \\w+ \\d{4} on Kubernetes 1\\..*, Istio 1\\..*\\.\\n$',
    ),
  );

  const page = file(`${guide}/index.html`);
  expect(page).toContain(`href="https://code.example.org/edit/main/content/${guide}.mdx"`);
  expect(page).toContain('Last updated <time datetime="2020-01-02T03:04:05.000Z">2 Jan 2020</time>');
  expect(page).toMatch(/<time datetime="[^"]+">Verified \d+ \w+ \d{4} on Kubernetes 1\./);
  expect(page).toMatch(/<a href="\/" rel="prev"/);
  expect(file('index.html')).toMatch(new RegExp(`<a href="/${guide}/" rel="next"`));
  for (const text of [list, file('llms-full.txt')]) expect(text).not.toContain('Secret');
});

test('site: a dead link fails the build with file and line; edit links need a setting', async () => {
  expect(built.status).not.toBe(0);
  expect(built.output).toContain(
    'content/istio/planted.mdx:4: /istio/gone/: The site has no page or file there. Correct or remove ' +
      'the link.',
  );
  expect(built.output).toContain(
    'content/istio/planted.mdx:5: /#gides: Nothing there has the id gides. Did you mean #guides?',
  );
  expect(built.output.match(/^.*: \S+: (The site|Nothing)/gm)).toHaveLength(2);
  expect(readFileSync(join(await fixtureSite(), guide, 'index.html'), 'utf8')).not.toContain('Edit page');
});
