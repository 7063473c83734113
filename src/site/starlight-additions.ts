import type { StarlightPlugin } from '@astrojs/starlight/types';
import { starlightUi } from '../strings/page.ts';

/** Gives Starlight our date of the last change of a page, and our words for some of its texts. */
export function starlightAdditions(): StarlightPlugin {
  return {
    name: 'guiderail-additions',
    hooks: {
      'i18n:setup': ({ injectTranslations }) => injectTranslations({ en: starlightUi }),
      'config:setup': ({ addRouteMiddleware }) => addRouteMiddleware({ entrypoint: '/src/route-data.ts' }),
    },
  };
}
