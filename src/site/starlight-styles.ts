/**
 * Rules of Starlight that make the browser style the whole page again after each added node, because their
 * `:has()` depends on elements around all steps. On the first guide, a line of output took 8 ms longer. We
 * replace them by rules that look the same on our pages. If Starlight does not have such a rule, the build
 * fails.
 */
const replacements: readonly Replacement[] = [
  {
    // Starlight selects the last block of a list item with `:has()` on the whole list. Our rule looks only at
    // the block.
    file: /\/style\/markdown\.css$/,
    costly: /:is\(ol, ul\):has\(> li > :not\([^)]*\)\)\s*> li\s*> :is\([^{]*\)\s*(?=\{)/,
    instead:
      'li > :last-child:not(a, strong, em, del, span, input, code, br, script, ol, ul, ' +
      ':where(.not-content *)) ',
  },
  // Starlight keeps the page behind an open menu from scrolling. page.css does the same with a rule for the
  // menu.
  {
    file: /\/MobileMenuToggle\.astro\?.*\btype=style\b.*\bindex=1\b/,
    costly: /body:has\(#starlight__sidebar:popover-open\)/g,
    instead: 'body[data-menu-open]',
  },
];

interface Replacement {
  readonly file: RegExp;
  readonly costly: RegExp;
  readonly instead: string;
}

/** A Vite plugin. Throws if the styles of Starlight do not have the rules of `replacements`. */
export function starlightStyles() {
  return {
    name: 'guiderail-starlight-styles',
    enforce: 'pre' as const,
    transform(code: string, id: string) {
      const wanted = replacements.filter(({ file }) => file.test(id));
      if (wanted.length === 0) return undefined;
      return { code: wanted.reduce((styles, each) => replaced(styles, each, id), code), map: null };
    },
  };
}

function replaced(styles: string, { costly, instead }: Replacement, id: string): string {
  const changed = styles.replace(costly, instead);
  if (changed === styles)
    throw new Error(
      `${id} has no rule ${costly.source}. Update the replacements in src/site/starlight-styles.ts.`,
    );
  return changed;
}
