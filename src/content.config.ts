import { defineCollection } from 'astro:content';
import { docsSchema } from '@astrojs/starlight/schema';
import { z } from 'astro/zod';
import { docsLoader } from './site/docs-loader.ts';

/** The guide parser checks the front matter key `guide`, so every value is accepted here. */
const guideSchema = z.record(z.string(), z.unknown()).optional();

export const collections = {
  docs: defineCollection({
    loader: docsLoader(),
    schema: docsSchema({ extend: z.object({ guide: guideSchema }) }),
  }),
};
