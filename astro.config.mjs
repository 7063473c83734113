import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { contentSecurityPolicy } from './src/build/content-security-policy.ts';
import { stepsPlugin } from './src/build/steps-plugin.ts';
import { ui } from './src/strings.ts';

const contentDir = new URL('./content/', import.meta.url);

export default defineConfig({
  outDir: './dist',
  publicDir: './src/public',
  devToolbar: { enabled: false },
  markdown: { processor: satteri({ mdastPlugins: [stepsPlugin(contentDir)] }) },
  // The preload helper would be larger than the probe that needs it, and the run interface is one file.
  vite: { build: { modulePreload: false } },
  integrations: [
    starlight({
      title: ui.siteTitle,
      description: ui.siteDescription,
      favicon: '/favicon.svg',
      expressiveCode: false,
      markdown: { processedDirs: ['./content'] },
      sidebar: [{ label: 'Istio', items: [{ slug: 'istio/kubernetes-services-for-egress-traffic' }] }],
      customCss: [
        './src/styles/theme.css',
        './src/styles/step.css',
        './src/styles/terminal.css',
        './src/styles/verdict.css',
        './src/styles/bar.css',
        './src/styles/print.css',
      ],
      components: {
        Header: './src/overrides/Header.astro',
        MarkdownContent: './src/overrides/MarkdownContent.astro',
        PageTitle: './src/overrides/PageTitle.astro',
        SiteTitle: './src/overrides/SiteTitle.astro',
      },
    }),
    mdx(),
    contentSecurityPolicy(),
  ],
});
