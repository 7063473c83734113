import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { contentSecurityPolicy } from './src/site/after-build/content-security-policy.ts';
import { linkCheck } from './src/site/after-build/link-check.ts';
import { searchIndex } from './src/site/after-build/search-index.ts';
import { errorsPageName } from './src/site/errors-page.ts';
import { sidebarOf } from './src/site/sidebar.ts';
import { starlightAdditions } from './src/site/starlight-additions.ts';
import { starlightStyles } from './src/site/starlight-styles.ts';
import { stepsPlugin } from './src/site/steps-plugin.ts';
import { pageUi } from './src/strings/page.ts';

const contentDir = new URL('./content/', import.meta.url);

/**
 * The address at which readers may edit pages, without the path `content/…`. Unset: pages have no such link.
 */
const editUrl = process.env.GUIDERAIL_EDIT_URL;

export default defineConfig({
  outDir: './dist',
  publicDir: './src/public',
  devToolbar: { enabled: false },
  markdown: { processor: satteri({ mdastPlugins: [stepsPlugin(contentDir)] }) },
  // Vite's preload helper would be larger than the page script, and the run interface is one file anyway.
  // Fonts stay files, because the content security policy allows no fonts in `data:` addresses.
  vite: {
    plugins: [starlightStyles()],
    build: {
      modulePreload: false,
      assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
    },
  },
  integrations: [
    starlight({
      title: pageUi.siteTitle,
      description: pageUi.siteDescription,
      favicon: '/favicon.svg',
      expressiveCode: false,
      markdown: { processedDirs: ['./content'] },
      // `searchIndex` builds the search index instead: it knows the steps.
      pagefind: false,
      ...(editUrl && { editLink: { baseUrl: editUrl } }),
      plugins: [starlightAdditions()],
      sidebar: [...sidebarOf(contentDir, pageUi.firstPage), { slug: errorsPageName }],
      customCss: [
        '@fontsource-variable/inter',
        '@fontsource-variable/jetbrains-mono',
        './src/styles/theme.css',
        './src/styles/page.css',
        './src/styles/step.css',
        './src/styles/terminal.css',
        './src/styles/terminal-dock.css',
        './src/styles/verdict.css',
        './src/styles/bar.css',
        './src/styles/dialogs.css',
        './src/styles/path.css',
        './src/styles/print.css',
      ],
      components: {
        Header: './src/overrides/Header.astro',
        LastUpdated: './src/overrides/LastUpdated.astro',
        MarkdownContent: './src/overrides/MarkdownContent.astro',
        PageTitle: './src/overrides/PageTitle.astro',
        SiteTitle: './src/overrides/SiteTitle.astro',
      },
    }),
    mdx(),
    linkCheck(contentDir),
    searchIndex(),
    contentSecurityPolicy(),
  ],
});
