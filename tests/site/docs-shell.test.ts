import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { siteProject } from '../support/site-project.ts';

const at = new Date('2020-01-02T03:04:05Z');
const guide = 'istio/kubernetes-services-for-egress-traffic';

test('site: pages as Markdown, llms.txt, dates, edit links and the pages before and after', async () => {
  const { folder, commit, build, remove } = siteProject();
  onTestFinished(remove);
  commit('content/istio/draft.mdx', '---\ntitle: Secret\ndraft: true\n---\nNot yet.\n', at);
  const { status, output } = await build({ GUIDERAIL_EDIT_URL: 'https://code.example.org/edit/main' });
  expect(status, output).toBe(0);
  const built = (path: string) => readFileSync(join(folder, 'dist', path), 'utf8');
  const source = readFileSync(join(folder, 'content', `${guide}.mdx`), 'utf8');

  const markdown = built(`${guide}.md`);
  expect(markdown).toMatch(/^# Kubernetes Services for Egress Traffic\n\nGive services /);
  for (const [fence] of source.matchAll(/^ *```[\s\S]*?^ *```$/gm)) expect(markdown).toContain(fence);
  expect(built('llms-full.txt')).toBe([built('index.md'), markdown, built('errors.md')].join('\n---\n\n'));
  expect(built('errors.md')).toContain('### `unknown-option`');
  expect(built('errors/index.html')).not.toContain('Edit page');

  const list = built('llms.txt');
  expect(list).toMatch(/^# Guiderail\n\n> Documentation whose commands are true\.\n\n## Pages\n\n- \[Guiderail\]\(\/index\.md\)/);
  expect(list).toMatch(
    new RegExp(
      `\\n## Guides\\n\\n- \\[Kubernetes Services for Egress Traffic\\]\\(/${guide}\\.md\\): Give .* Verified \\d+ \\w+ \\d{4} on Kubernetes 1\\..*, Istio 1\\..*\\.\\n$`,
    ),
  );

  const page = built(`${guide}/index.html`);
  expect(page).toContain(`href="https://code.example.org/edit/main/content/${guide}.mdx"`);
  expect(page).toContain('Last updated <time datetime="2020-01-02T03:04:05.000Z">2 Jan 2020</time>');
  expect(page).toMatch(/<time datetime="[^"]+">Verified \d+ \w+ \d{4} on Kubernetes 1\./);
  expect(page).toMatch(/<a href="\/" rel="prev"/);
  expect(built('index.html')).toMatch(new RegExp(`<a href="/${guide}/" rel="next"`));
  for (const text of [list, built('llms-full.txt')]) expect(text).not.toContain('Secret');
}, 60_000);

test('site: a dead link fails the build with file, line and what to do; an edit link that nobody set is not there', async () => {
  const { folder, commit, build, remove } = siteProject();
  onTestFinished(remove);
  commit('content/planted.mdx', '---\ntitle: Planted\n---\n[fine](/#guides), [not](/istio/gone/),\n[nor this](/#gides).\n', at);
  const { status, output } = await build({ GUIDERAIL_EDIT_URL: '' });
  expect(status).not.toBe(0);
  expect(output).toContain('content/planted.mdx:4: /istio/gone/: The site has no page or file there. Correct or remove the link.');
  expect(output).toContain('content/planted.mdx:5: /#gides: Nothing there has the id gides. Did you mean #guides?');
  expect(output).not.toContain('/#guides:');
  expect(readFileSync(join(folder, 'dist', guide, 'index.html'), 'utf8')).not.toContain('Edit page');
}, 60_000);
