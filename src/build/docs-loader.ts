import { glob, type Loader } from 'astro/loaders';
import { ui } from '../strings.ts';
import { errorsPage, errorsPageName } from './errors-page.ts';

/** The pages of `content/`, and the one that no file holds: all errors. */
export function docsLoader(): Loader {
  const files = glob({ base: './content', pattern: '**/*.mdx' });
  return {
    name: 'guiderail-docs',
    load: async (context) => {
      await files.load(context);
      const { store, parseData, renderMarkdown, generateDigest } = context;
      const body = errorsPage();
      const data = await parseData({ id: errorsPageName, data: { title: ui.errors.title, description: ui.errors.description, editUrl: false } });
      store.set({ id: errorsPageName, data, body, rendered: await renderMarkdown(body), digest: generateDigest(body) });
    },
  };
}
