import { fileURLToPath } from 'node:url';
import { glob, type Loader } from 'astro/loaders';
import { pagePaths } from '../guide/page/page-files.ts';
import { nameProblems, pageName } from '../guide/page/page-name.ts';
import { pageUi } from '../strings/page.ts';
import { errorsPage, errorsPageName } from './errors-page.ts';

/** Loads the pages of `content/` under the names that the runner uses, and the generated page *Errors*. */
export function docsLoader(): Loader {
  const files = glob({
    base: './content',
    pattern: ['**/*.mdx', '!**/*.files/**'],
    generateId: ({ entry }) => pageName(entry),
  });
  return {
    name: 'guiderail-docs',
    load: async (context) => {
      const problems = [...nameProblems(pagePaths(fileURLToPath(new URL('content/', context.config.root))))];
      if (problems.length > 0)
        throw new Error(problems.map(([path, problem]) => `content/${path}: ${problem}`).join('\n'));
      await files.load(context);
      const { store, parseData, renderMarkdown, generateDigest } = context;
      const body = errorsPage();
      const data = await parseData({
        id: errorsPageName,
        data: { title: pageUi.errors.title, description: pageUi.errors.description, editUrl: false },
      });
      store.set({
        id: errorsPageName,
        data,
        body,
        rendered: await renderMarkdown(body),
        digest: generateDigest(body),
      });
    },
  };
}
