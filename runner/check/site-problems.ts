import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type FrontMatter, lineOfKey } from '../../src/guide/page/front-matter.ts';
import type { ParsedGuide } from '../../src/guide/parse-guide.ts';
import type { PageProblem, Problem } from '../../src/guide/problem.ts';
import { nearestKey } from '../../src/guide/text/nearest-key.ts';

/** Problems because of which the site cannot be built. Only pages of `content/` have them. */
export function siteProblems({ page, problems }: ParsedGuide, file: string): Problem[] {
  if (!page) return [];
  const { frontMatter, references } = page;
  const missing = references.flatMap(({ path, line }): PageProblem[] => {
    const place = path.replace(/[?#].*$/, '');
    // A module may be named without its extension.
    if (!/\.\w+$/.test(place) || existsSync(join(dirname(file), place))) return [];
    return [
      {
        code: 'missing-reference',
        line,
        message:
          `The page names the file \`${path}\`, which does not exist. Correct the path, which is relative ` +
          'to the folder of the page.',
      },
    ];
  });
  const ofHead = problems.some(({ code }) => code === 'front-matter')
    ? []
    : [...titleProblems(frontMatter), ...schemaProblems(frontMatter)];
  return [...ofHead, ...missing].map((problem) => ({ file, ...problem }));
}

function titleProblems(frontMatter: FrontMatter): PageProblem[] {
  const { values } = frontMatter;
  if (typeof values.title === 'string' && values.title.trim() !== '') return [];
  const report = (message: string): PageProblem[] => [
    { code: 'front-matter', line: 'title' in values ? lineOfKey(frontMatter, ['title']) : 1, message },
  ];
  const keys = Object.keys(values);
  if (keys.length === 0)
    return report(
      'The page has no front matter, and so no title. Begin it with three lines: `---`, `title: The ' +
        'title` and `---`.',
    );
  if ('title' in values) return report('The `title` is empty. Write the title of the page.');
  const near = keys.find((key) => nearestKey(key, ['title']) !== undefined);
  const hint =
    near === undefined ? 'Write `title: The title`.' : `Did you mean \`title\` instead of \`${near}\`?`;
  return report(`The front matter has no \`title\`, which every page needs. ${hint}`);
}

/** The keys that Guiderail itself reads; `readHead` checks them. */
const ownKeys = ['title', 'description', 'guide'];

/** An issue that zod reports; see https://zod.dev/error-customization. */
interface Issue {
  readonly code: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly expected?: string;
  readonly values?: readonly unknown[];
  readonly errors?: readonly (readonly Issue[])[];
}

interface StarlightSchema {
  docsSchema(): (context: { image(): unknown }) => {
    safeParse(values: unknown): { readonly error?: { readonly issues: readonly Issue[] } };
  };
}

/**
 * Checks the keys that Starlight reads against its own schema. Loading the schema takes 0.1 s, so we load it
 * only for a page that has such a key.
 */
function schemaProblems(frontMatter: FrontMatter): PageProblem[] {
  const values = Object.fromEntries(
    Object.entries(frontMatter.values).filter(([key]) => !ownKeys.includes(key)),
  );
  if (Object.keys(values).length === 0) return [];
  const load = createRequire(import.meta.url);
  // We load the file by its path, because the package exports it only for `import`, and `import()` would make
  // every caller asynchronous.
  const folder = dirname(load.resolve('@astrojs/starlight/components'));
  const { docsSchema } = load(join(folder, 'schema.js')) as StarlightSchema;
  const { z } = load('astro/zod') as { z: { any(): unknown } };
  const { error } = docsSchema()({ image: () => z.any() }).safeParse({ ...values, title: 'any' });
  return (error?.issues ?? []).map((issue) => ({
    code: 'front-matter',
    line: lineOfKey(frontMatter, issue.path),
    message:
      `\`${issue.path.join('.')}\` ` +
      `${wanted(issue) ?? `has a value that the site does not accept: ${issue.message}.`}`,
  }));
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  date: 'a date such as 2026-01-31',
  array: 'a list',
  object: '`key: value` lines',
};

/** The value that a key must have; `undefined` if the issue does not say it. */
function wanted(issue: Issue): string | undefined {
  const words = wordsFor(issue);
  return words.length > 0 ? `must be ${words.join(' or ')}.` : undefined;
}

function wordsFor({ code, expected = '', values = [], errors = [] }: Issue): string[] {
  if (code === 'invalid_value') return values.map((value) => `\`${value}\``);
  if (code === 'invalid_union')
    return errors.flatMap((each) => each.filter(({ path }) => path.length === 0).flatMap(wordsFor));
  return kinds[expected] ? [kinds[expected]] : [];
}
