/**
 * Invisible characters that change what a reader sees: characters that reorder text (Unicode UAX #9),
 * zero-width and other "default ignorable" characters, line and paragraph separators, interlinear annotations
 * and noncharacters. Joiners and variation selectors are left out, because scripts and emoji need them.
 */
const invisible =
  /[[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2028\u2029\ufff9-\ufffb]--[\p{Variation_Selector}\u200c\u200d]]/gv;
const notAscii = /[^\u0000-\u007f]/;

/**
 * Replaces each invisible character by its name, such as `⟨U+202E⟩`, so that readers, the matcher and reports
 * see the same text.
 */
export function visible(text: string): string {
  return notAscii.test(text) ? text.replace(invisible, nameOf) : text;
}

function nameOf(char: string): string {
  return `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
