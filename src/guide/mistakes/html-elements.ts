/**
 * The elements of the HTML standard (https://html.spec.whatwg.org/multipage/indices.html#elements-3), which
 * include `svg`, `math` and Astro's `slot`, and four obsolete elements that browsers still show.
 */
const htmlElements = new Set(
  `a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas
  caption center cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset
  figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd
  label legend li link main map mark marquee math menu meta meter nav nobr noscript object ol optgroup
  option output p picture pre progress q rp rt ruby s samp script search section select slot small source
  span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr
  track tt u ul var video wbr`.split(/\s+/),
);

const voidElements = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** Whether browsers know the element, or its name has a hyphen, as the names of custom elements have. */
export function isElement(name: string): boolean {
  return htmlElements.has(name) || /^[a-z]\w*-/.test(name);
}

/** Whether the element has no closing tag in HTML. */
export function isVoidElement(name: string): boolean {
  return voidElements.has(name);
}
