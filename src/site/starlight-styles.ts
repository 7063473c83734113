/**
 * Rules of Starlight that have the page styled anew with each node that comes to it: what `:has()` asks about
 * there is around all steps. A line of output then cost 8 ms more on the first guide. Others say the same of
 * our pages; a Starlight that no longer has such a rule ends the build.
 */
const replacements: readonly Replacement[] = [
  {
    // Blocks at the end of a list's items, known by themselves and not by what their list holds elsewhere.
    file: /\/style\/markdown\.css$/,
    costly: /:is\(ol, ul\):has\(> li > :not\([^)]*\)\)\s*> li\s*> :is\([^{]*\)\s*(?=\{)/,
    instead:
      'li > :last-child:not(a, strong, em, del, span, input, code, br, script, ol, ul, ' +
      ':where(.not-content *)) ',
  },
  // What lies behind the menu of a narrow page does not scroll: theme.css says so of the menu itself.
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

/** A Vite plugin. Throws when Starlight's styles are no longer what `replacements` say. */
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
    throw new Error(`${id} has no ${costly.source} any longer: look at src/site/starlight-styles.ts.`);
  return changed;
}
