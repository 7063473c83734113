import type { APIRoute } from 'astro';
import { day } from '../format.ts';
import { addressOf } from '../guide/page/page-name.ts';
import { guideSource } from '../site/guide-page.ts';
import { type SitePage, sitePages } from '../site/site-pages.ts';
import { pageUi } from '../strings/page.ts';

/** `/llms.txt`: the list of all pages for language models (https://llmstxt.org). */
export const GET: APIRoute = async () => {
  const pages = await sitePages();
  const sections = [
    [pageUi.pages, pages.filter(({ isGuide }) => !isGuide)],
    [pageUi.guides, pages.filter(({ isGuide }) => isGuide)],
  ] as const;
  const lists = sections.map(([title, listed]) => `## ${title}\n\n${listed.map(entry).join('\n')}\n`);
  return new Response([`# ${pageUi.siteTitle}\n`, `> ${pageUi.siteDescription}\n`, ...lists].join('\n'));
};

function entry({ name, title, description, isGuide }: SitePage): string {
  const recording = isGuide ? guideSource(name).recording : undefined;
  const proof =
    recording && `${pageUi.verified(day(recording.recordedAt), pageUi.versions(recording.versions))}.`;
  const about = [description, proof].filter(Boolean).join(' ');
  return `- [${title}](${addressOf(`${name}.md`)})${about && `: ${about}`}`;
}
