import { defineCollection } from 'astro:content';
import { docsSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

/** The guide parser judges what stands in `guide`; here it only has to get through. */
const guideSchema = z.record(z.string(), z.unknown()).optional();

export const collections = {
  docs: defineCollection({
    loader: glob({ base: './content', pattern: '**/*.mdx' }),
    schema: docsSchema({ extend: z.object({ guide: guideSchema }) }),
  }),
};
