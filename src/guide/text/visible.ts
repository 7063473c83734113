/**
 * Characters that a reader cannot see but that change what is seen, by Unicode's own lists: reordering (UAX
 * #9), zero width and other "default ignorable" ones, line and paragraph separators, interlinear notes,
 * noncharacters. Not the joiners and variation selectors that scripts and emoji are written with.
 */
const unseen =
  /[[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2028\u2029\ufff9-\ufffb]--[\p{Variation_Selector}\u200c\u200d]]/gv;
const notAscii = /[^\u0000-\u007f]/;

/** The text with each of them as its name, `⟨U+202E⟩`: readers, matcher and reports see the same. */
export function visible(text: string): string {
  return notAscii.test(text) ? text.replace(unseen, nameOf) : text;
}

function nameOf(char: string): string {
  return `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
