import type { StarlightPlugin } from '@astrojs/starlight/types';
import { starlightUi } from '../strings/page.ts';

/** What Starlight's own parts know of ours: when a page was changed, and our words for theirs. */
export function starlightAdditions(): StarlightPlugin {
  return {
    name: 'guiderail-additions',
    hooks: {
      'i18n:setup': ({ injectTranslations }) => injectTranslations({ en: starlightUi }),
      'config:setup': ({ addRouteMiddleware }) => addRouteMiddleware({ entrypoint: '/src/route-data.ts' }),
    },
  };
}
