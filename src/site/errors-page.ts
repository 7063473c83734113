import { errorCatalogue } from '../guide/errors/catalogue.ts';
import type { ErrorEntry } from '../guide/errors/error-group.ts';
import { pageUi } from '../strings/page.ts';

/** The name of the page that is made from the error catalogue. */
export const errorsPageName = 'errors';

/** Writes the page *Errors* as Markdown: for each code what happened, why, and what to do. */
export function errorsPage(): string {
  const parts = errorCatalogue.map(({ title, about, entries }) =>
    [`## ${title}`, about, ...Object.entries(entries).map(entryText)].join('\n\n'),
  );
  return [pageUi.errors.introduction, ...parts].join('\n\n');
}

function entryText([code, { title, why, next }]: [string, ErrorEntry]): string {
  return `### \`${code}\`\n\n**${title}.** ${why}\n\n**${pageUi.errors.next}:** ${next}`;
}
