const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const widthless = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** The number of terminal columns of a character: 0, 1 or 2 (Unicode, UAX 11). A tab counts as 1. */
export function charWidth(char: string): number {
  if (char >= ' ' && char <= '~') return 1;
  return widthless.test(char) ? 0 : wide.test(char) ? 2 : 1;
}

/** The number of terminal columns of a text. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}
