import { errorCatalogue } from '../guide/errors/catalogue.ts';
import type { ErrorEntry } from '../guide/errors/error-group.ts';
import { ui } from '../strings.ts';

/** Name of the page that is made from the catalogue of errors. */
export const errorsPageName = 'errors';

/** The page of all errors as Markdown: each code with what happened, why, and what to do. */
export function errorsPage(): string {
  const parts = errorCatalogue.map(({ title, about, entries }) =>
    [`## ${title}`, about, ...Object.entries(entries).map(entryText)].join('\n\n'),
  );
  return [ui.errors.introduction, ...parts].join('\n\n');
}

function entryText([code, { title, why, next }]: [string, ErrorEntry]): string {
  return `### \`${code}\`\n\n**${title}.** ${why}\n\n**${ui.errors.next}:** ${next}`;
}
